/** The papers that committee, complainant and board all read, and what must be done by when. */
import type { ProcedureItem } from "../../../cases/rules/procedure-chain.ts";
import { isPlainAct, obligationState } from "../../../cases/rules/procedure.ts";
import { procedureTexts } from "../../../cases/texts/index.ts";
import { canonicalJson, readManifest } from "../../../envelope/index.ts";
import type { FileManifest, JsonValue } from "../../../envelope/index.ts";
import type { ProcedureOnDesk } from "../../cases/procedure.ts";
import { fetchProcedureFile } from "../../cases/use-procedure.ts";
import { useSpeech } from "../../speech.tsx";
import { Attachment } from "../case/attachment.tsx";

export function Dossier({ id, procedure }: { readonly id: string; readonly procedure: ProcedureOnDesk }) {
  const { t, language, day } = useSpeech();
  const words = procedureTexts[language];
  const { raw, opened } = procedure;
  const textOf = (obligation: string): string => opened.items.find((item) => item.id === obligation)?.body.text ?? "";
  return (
    <section aria-labelledby="dossier">
      {raw.obligations.length > 0 && (
        <>
          <h2>{words.obligations}</h2>
          <ul className="pieces">
            {raw.obligations.map((one) => (
              <li key={one.id} className="piece">
                <p className="words">{textOf(one.id)}</p>
                <p className="mark">{`${words.byWhom[one.addressee](day(one.dueDay))} ${words.obligationStates[obligationState(one, raw.today)]}`}</p>
                <p className="mark">
                  {`${words.isDone} ${words.parties.board}: ${one.boardSays === null ? "–" : t.app[one.boardSays]}. ${words.parties.complainant}: ${one.complainantSays === null ? "–" : t.app[one.complainantSays]}.`}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 id="dossier">{t.procedure.dossier}</h2>
      <ol className="pieces">
        {opened.items.map((item) => (
          <Paper key={item.id} id={id} item={item} />
        ))}
      </ol>
    </section>
  );
}

function manifestOf(item: ProcedureItem): FileManifest | undefined {
  try {
    return readManifest(new TextEncoder().encode(canonicalJson((item.manifest ?? {}) as JsonValue)));
  } catch {
    return undefined;
  }
}

function Paper({ id, item }: { readonly id: string; readonly item: ProcedureItem }) {
  const { language, day } = useSpeech();
  const words = procedureTexts[language];
  const { body } = item;
  if (item.trouble !== undefined) {
    return (
      <li className="piece piece-refused">
        <p>{`${words.parties[item.party]}, ${day(item.day)}: ${words.trouble}`}</p>
      </li>
    );
  }
  const manifest = item.kind === "file" ? manifestOf(item) : undefined;
  const said: Readonly<Record<string, string>> = { ...words.acts, ...words.happened };
  const act = body.act !== undefined && Object.hasOwn(said, body.act) ? said[body.act] : undefined;
  return (
    <li className={`piece ${item.party === "committee" ? "piece-ours" : "piece-theirs"}`}>
      <p className="piece-head">
        <strong>{words.parties[item.party]}</strong> <span className="soft">{`${words.kinds[item.kind]}, ${day(item.day)}`}</span>
      </p>
      {act !== undefined && item.kind !== "obligation" && !isPlainAct(body.act) && <p className="fact">{act}</p>}
      {body.founded !== undefined && <p className="fact">{words.founded[body.founded]}</p>}
      {body.agrees !== undefined && <p className="fact">{words.agrees[body.agrees]}</p>}
      {body.binding !== undefined && <p className="fact">{body.binding ? words.binding : words.notBinding}</p>}
      {body.text !== undefined && body.text !== "" && <p className="words">{body.text}</p>}
      {body.dueDay !== undefined && <p className="mark">{words.due(day(body.dueDay))}</p>}
      {manifest !== undefined && <Attachment caseId={id} piece={item.id} manifest={manifest} fetch={fetchProcedureFile} />}
      {body.sealedOnArrival === true && <p className="mark">{words.onArrival}</p>}
    </li>
  );
}
