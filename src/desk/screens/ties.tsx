/** Which schools and boards a member has to do with: said by himself, seen by nobody else. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { Ties } from "../../accounts/shape.ts";
import { ask, tell } from "../api.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button, TextField } from "../parts/form.tsx";
import { useSpeech } from "../speech.tsx";

export function TiesCard() {
  const { t } = useSpeech();
  const client = useQueryClient();
  const doing = useDoing();
  const [code, setCode] = useState("");
  const { data } = useQuery({ queryKey: ["ties"], queryFn: () => ask("/me/ties", { out: Ties }), staleTime: 60_000 });
  const ties = data?.ties ?? [];
  const keep = (next: Ties["ties"], said: string): Promise<boolean> =>
    doing.run(async () => {
      await tell("/me/ties", { method: "PUT", body: { ties: next } });
      await client.invalidateQueries({ queryKey: ["ties"] });
      setCode("");
      return said;
    });
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed = code.trim().toUpperCase();
    void keep([...ties, /^\d+$/.test(typed) ? { kind: "board", code: typed } : { kind: "school", code: typed }], t.keptOut.tieKept);
  };
  return (
    <section className="card" aria-labelledby="ties">
      <h2 id="ties">{t.keptOut.ties}</h2>
      <p className="hint">{t.keptOut.tiesExplain}</p>
      <ul className="people">
        {ties.map((tie) => (
          <li key={`${tie.kind} ${tie.code}`} className="person">
            <p>
              {tie.kind === "school" ? t.keptOut.school : t.keptOut.board} {tie.code}
            </p>
            <Button onClick={() => void keep(ties.filter((one) => one !== tie), t.keptOut.tieGone)}>{t.keptOut.tieRemove(tie.code)}</Button>
          </li>
        ))}
      </ul>
      <form onSubmit={add}>
        <TextField label={t.keptOut.tieCode} hint={t.keptOut.tieHint} value={code} required pattern="[0-9]{2}[A-Za-z]{2}|[0-9]{4,6}" maxLength={6} onChange={(event) => setCode(event.target.value)} />
        <Button type="submit">{t.keptOut.tieAdd}</Button>
      </form>
      <DoingNotice doing={doing} />
    </section>
  );
}
