/** Who of the team may read this case: marking who is kept out, letting in who was not admitted yet. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { CaseReaders } from "../../../cases/shape/wire.ts";
import { ask, tell } from "../../api.ts";
import { wrapsFor } from "../../cases/kept-out.ts";
import type { CaseOnScreen } from "../../cases/use-case.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Fold } from "../../parts/fold.tsx";
import { Button, TextField, Tick } from "../../parts/form.tsx";
import { useOpen } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";
import { useNames } from "./names.ts";

type Reader = CaseReaders["readers"][number];

export function KeptOutCard({ screen }: { readonly screen: CaseOnScreen }) {
  const { t } = useSpeech();
  const [shown, setShown] = useState(false);
  return (
    <Fold id="kept-out" heading={t.keptOut.heading} onOpen={() => setShown(true)}>
      {shown && <Readers screen={screen} />}
    </Fold>
  );
}

function Readers({ screen }: { readonly screen: CaseOnScreen }) {
  const { t } = useSpeech();
  const { me } = useOpen();
  const names = useNames();
  const client = useQueryClient();
  const doing = useDoing();
  const { id } = screen.opened.raw;
  const [marked, setMarked] = useState<readonly string[]>([]);
  const [code, setCode] = useState("");
  const queryKey = ["readers", id];
  const readersOf = (asked: string | null): Promise<CaseReaders> => ask(`/cases/${id}/readers`, { method: "POST", body: { code: asked }, out: CaseReaders });
  const { data } = useQuery({ queryKey, queryFn: () => readersOf(null), staleTime: 10_000 });
  const readers = data?.readers ?? [];
  const others = readers.filter((one) => one.member !== me.member);
  const waiting = others.filter((one) => one.place === "not-yet");
  const renewed = async (): Promise<void> => {
    setMarked([]);
    await client.invalidateQueries({ queryKey });
    await client.invalidateQueries({ queryKey: ["case", id] });
  };
  const find = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      const tied = (await readersOf(code)).readers.filter((one) => one.tied).map((one) => one.member);
      setMarked(tied);
      return tied.length === 0 ? t.keptOut.nobodyTied : t.keptOut.tied(tied.length);
    });
  };
  const keepOut = (): Promise<boolean> =>
    doing.run(async () => {
      const rest = readers.filter((one) => one.place === "in" && !marked.includes(one.member));
      await tell(`/cases/${id}/exclusions`, { method: "POST", body: { members: marked, wraps: await wrapsFor(screen.opened, rest, screen.log) } });
      await renewed();
      return t.keptOut.done;
    });
  const letIn = (some: readonly Reader[]): Promise<boolean> =>
    doing.run(async () => {
      await tell(`/cases/${id}/admissions`, { method: "POST", body: { members: some.map((one) => one.member), wraps: await wrapsFor(screen.opened, some, screen.log) } });
      await renewed();
      return t.keptOut.letInDone;
    });
  return (
    <>
      <p className="hint">{t.keptOut.explain}</p>
      <form onSubmit={find} className="row">
        <TextField label={t.keptOut.code} value={code} required minLength={2} maxLength={120} onChange={(event) => setCode(event.target.value)} />
        <Button type="submit">{t.keptOut.find}</Button>
      </form>
      <ul className="people">
        {others.map((one) => (
          <li key={one.member} className="person">
            {one.place === "in" ? (
              <Tick label={names(one.member)} checked={marked.includes(one.member)} onChange={(event) => setMarked(event.target.checked ? [...marked, one.member] : marked.filter((each) => each !== one.member))} />
            ) : (
              <p>
                {names(one.member)} <span className="tag">{one.place === "out" ? t.keptOut.out : t.keptOut.notYet}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
      <div className="row">
        {marked.length > 0 && (
          <Button kind="danger" busy={doing.busy} onClick={() => void keepOut()}>
            {t.keptOut.submit(marked.length)}
          </Button>
        )}
        {waiting.length > 0 && (
          <Button busy={doing.busy} onClick={() => void letIn(waiting)}>
            {t.keptOut.letIn(waiting.length)}
          </Button>
        )}
      </div>
      <DoingNotice doing={doing} />
    </>
  );
}
