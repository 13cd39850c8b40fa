/** What desk and ministry said to each other, and where it stands. */
import type { EscalationLine } from "../../../cases/shape/escalation.ts";
import type { Exchanged } from "../../cases/escalation.ts";
import { useSpeech } from "../../speech.tsx";

/** `atMinistry`: in the words of who answers. */
export function useStanding(atMinistry = false): (line: Pick<EscalationLine, "state" | "dueDay">) => string {
  const { t, day } = useSpeech();
  return ({ state, dueDay }) => {
    const own: Readonly<Record<string, string>> = t.escalation.ministry.states;
    const words = (atMinistry ? own[state] : undefined) ?? t.escalation.states[state];
    return typeof words === "string" ? words : words(dueDay === null ? "" : day(dueDay));
  };
}

export function Exchange({ words }: { readonly words: readonly Exchanged[] }) {
  const { t, day } = useSpeech();
  if (words.length === 0) return null;
  return (
    <ol className="pieces">
      {words.map((one) => (
        <li key={one.id} className={`piece ${one.act === "reply" ? "piece-ours" : "piece-theirs"}`}>
          <p className="piece-head">
            <strong>{t.escalation.words[one.act]}</strong> {day(one.day)}
          </p>
          <p className={one.text === undefined ? "error" : "words"}>{one.text ?? t.escalation.notBelieved}</p>
        </li>
      ))}
    </ol>
  );
}
