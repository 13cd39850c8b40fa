/** A procedure as sentences on a page. */
import type { Language } from "../../../base/index.ts";
import type { ProcedureItem } from "../../rules/procedure-chain.ts";
import { asksWhom, isPlainAct, mayNow, obligationState } from "../../rules/procedure.ts";
import type { ProcedureAct, Side } from "../../rules/procedure.ts";
import type { ProcedureOpening } from "../../shape/procedure.ts";
import { procedureTexts, talkTexts } from "../../texts/index.ts";
import type { ArrivedProcedure } from "../../actions/procedure/arrival.ts";
import { Turns } from "../../rules/procedure.ts";
import { dayInWords } from "../words.ts";
import type { ShownDuty, ShownPaper } from "./view.tsx";

export function standingLines(opening: ProcedureOpening, language: Language): readonly string[] {
  const words = procedureTexts[language];
  if (opening.state === "removed") return [];
  const turn = Turns[opening.state];
  return [
    words.states[opening.state],
    ...(opening.outcome === undefined ? (turn === undefined ? [] : [words.turns[turn]]) : [words.outcomes[opening.outcome]]),
    ...(opening.dueDay === null ? [] : [words.due(dayInWords(opening.dueDay, language))]),
    ...(opening.pausedSince === null ? [] : [words.paused(dayInWords(opening.pausedSince, language))]),
    ...(opening.binding === null ? [] : [opening.binding ? words.binding : words.notBinding]),
  ];
}

function linesOf({ kind, body, manifest }: ProcedureItem, language: Language): readonly string[] {
  const words = procedureTexts[language];
  if (kind === "file") return [typeof manifest?.["name"] === "string" ? manifest["name"] : ""];
  const said: Readonly<Record<string, string>> = { ...words.acts, ...words.happened };
  const act = body.act !== undefined && Object.hasOwn(said, body.act) ? said[body.act] : undefined;
  return [
    ...(act === undefined || kind === "obligation" || isPlainAct(body.act) ? [] : [act]),
    ...(body.founded === undefined ? [] : [words.founded[body.founded]]),
    ...(body.agrees === undefined ? [] : [words.agrees[body.agrees]]),
    ...(body.binding === undefined ? [] : [body.binding ? words.binding : words.notBinding]),
    ...(typeof body.text === "string" && body.text !== "" ? [body.text] : []),
    ...(typeof body.dueDay === "string" ? [words.due(dayInWords(body.dueDay, language))] : []),
  ];
}

export function paperOf(item: ProcedureItem, side: Side, language: Language): ShownPaper {
  const words = procedureTexts[language];
  const mine = item.party === side;
  const place = { who: mine ? words.me : words.parties[item.party], mine, kind: words.kinds[item.kind], day: dayInWords(item.day, language) };
  if (item.trouble !== undefined) return { ...place, onArrival: false, lines: [], remark: words.trouble };
  const remark = item.kind === "file" ? { remark: talkTexts[language].view.fileNoScript } : {};
  return { ...place, onArrival: item.body.sealedOnArrival === true, lines: linesOf(item, language), ...remark };
}

export function dutiesOf({ opening, opened }: ArrivedProcedure, language: Language): readonly ShownDuty[] {
  const words = procedureTexts[language];
  return opening.obligations.map((one) => ({
    id: one.id,
    text: opened.items.find((item) => item.id === one.id)?.body.text ?? "",
    state: `${words.byWhom[one.addressee](dayInWords(one.dueDay, language))} ${words.obligationStates[obligationState(one, opening.today)]}`,
    asks: opening.state === "following" && one.settled === null && (opening.side === "board" || asksWhom(one, opening.today).includes("complainant") || one.boardSays !== null),
  }));
}

export function actsOf(opening: ProcedureOpening): readonly ProcedureAct[] {
  const openObligations = opening.obligations.filter(({ settled }) => settled === null).length;
  return mayNow({ ...opening, openObligations }, opening.side).map(({ act }) => act);
}
