/** State, assignee and closing: the buttons come from the same table that the server checks. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { rolesMay } from "../../../accounts/rules/permissions.ts";
import { memberActs, Outcomes } from "../../../cases/rules.ts";
import type { Outcome, Transition } from "../../../cases/rules.ts";
import { CloseReasons } from "../../../cases/rules/follow-up.ts";
import type { CloseReason } from "../../../cases/rules/follow-up.ts";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { organisationQuery } from "../../key-watch.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import type { Doing } from "../../parts/doing.ts";
import { Button, Choice, TextArea } from "../../parts/form.tsx";
import { useOpen } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";

type Parts = { readonly screen: CaseOnScreen; readonly acts: CaseActs };

export function CaseControls({ screen, acts }: Parts) {
  const { t } = useSpeech();
  const { me } = useOpen();
  const doing = useDoing();
  const { raw } = screen.opened;
  const [closing, setClosing] = useState(false);
  // An answer has its own form; what this person may not do has no button.
  const open = memberActs(raw.state).filter((one) => one.act !== "answer" && (one.permission === undefined || rolesMay(me.roles, one.permission)));
  return (
    <section className="card" aria-labelledby="controls">
      <h2 id="controls">{t.case.do}</h2>
      <Assignment screen={screen} acts={acts} doing={doing} />
      <div className="row">
        {open.filter((one) => one.act !== "close").map((one) => (
          <ActButton key={one.act} one={one} acts={acts} doing={doing} />
        ))}
        {open.some((one) => one.act === "close") && (
          <Button aria-expanded={closing} onClick={() => setClosing(!closing)}>
            {t.case.acts.close}
          </Button>
        )}
      </div>
      <DoingNotice doing={doing} />
      {closing && open.some((one) => one.act === "close") && <Closing acts={acts} outcomes={open.find((one) => one.act === "close")?.outcomes ?? []} />}
    </section>
  );
}

const movable = ["take", "ask-helped", "reopen"] as const;

function ActButton({ one, acts, doing }: { readonly one: Transition; readonly acts: CaseActs; readonly doing: Doing }) {
  const { t } = useSpeech();
  const act = movable.find((each) => each === one.act);
  if (act === undefined) return null;
  const move = (): Promise<boolean> =>
    doing.run(async () => {
      await acts.move({ act });
      return t.case.changed;
    });
  return (
    <Button kind={act === "take" ? "primary" : "secondary"} busy={doing.busy} onClick={() => void move()}>
      {t.case.acts[act]}
    </Button>
  );
}

/** Chosen first, then handed over by the button: the arrow keys pass every colleague on the way to the right one. */
function Assignment({ screen, acts, doing }: Parts & { readonly doing: Doing }) {
  const { t } = useSpeech();
  const { raw } = screen.opened;
  const { data } = useQuery(organisationQuery);
  const [chosen, setChosen] = useState<string>();
  const holder = raw.assignee ?? "";
  const to = chosen ?? holder;
  const colleagues = data?.members.filter((one) => one.status === "active" && one.teams.includes(raw.team)) ?? [];
  const give = (): Promise<boolean> =>
    doing.run(async () => {
      await acts.assign(to === "" ? null : to);
      setChosen(undefined);
      return t.case.given;
    });
  return (
    <>
      <Choice label={t.case.assignee} value={to} onChange={(event) => setChosen(event.target.value)}>
        <option value="">{t.case.giveUp}</option>
        {colleagues.map((one) => (
          <option key={one.id} value={one.id}>
            {one.shownName}
          </option>
        ))}
      </Choice>
      {to !== holder && (
        <Button busy={doing.busy} onClick={() => void give()}>
          {t.case.give}
        </Button>
      )}
    </>
  );
}

/** Without the person's yes a case never closes as helped, and always with a reason that the team can read later. */
function Closing({ acts, outcomes }: { readonly acts: CaseActs; readonly outcomes: readonly Outcome[] }) {
  const { t } = useSpeech();
  const doing = useDoing();
  const [outcome, setOutcome] = useState<Outcome | "">("");
  const [reason, setReason] = useState("");
  const [why, setWhy] = useState<CloseReason | "">("");
  const [noted, setNoted] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (outcome === "" || reason.trim() === "" || (outcome === "not-known" && why === "")) return doing.complain(t.case.empty);
    void doing.run(async () => {
      // The reason first: a case that is closed without one cannot be explained. Kept once, also when closing is tried again.
      if (!noted) await acts.write({ kind: "note", body: { text: [t.outcomes[outcome], ...(why === "" ? [] : [t.follow.reasons[why]]), reason.trim()].join(": "), ...(why === "" ? {} : { reason: why }) } });
      setNoted(true);
      await acts.move({ act: "close", outcome });
      return t.case.closed;
    });
  };
  return (
    <form className="closing" onSubmit={submit}>
      <h3>{t.case.closeHeading}</h3>
      <p className="hint">{t.case.closeHint}</p>
      <Choice label={t.case.outcome} value={outcome} required onChange={(event) => setOutcome(Outcomes.find((one) => one === event.target.value) ?? "")}>
        <option value="">–</option>
        {outcomes.map((one) => (
          <option key={one} value={one}>
            {t.outcomes[one]}
          </option>
        ))}
      </Choice>
      {outcome === "not-known" && (
        <Choice label={t.follow.reason} value={why} data-field="why" required onChange={(event) => setWhy(CloseReasons.find((one) => one === event.target.value) ?? "")}>
          <option value="">–</option>
          {CloseReasons.map((one) => (
            <option key={one} value={one}>
              {t.follow.reasons[one]}
            </option>
          ))}
        </Choice>
      )}
      <TextArea label={t.case.reason} hint={t.case.reasonHint} value={reason} rows={3} required onChange={(event) => setReason(event.target.value)} />
      <DoingNotice doing={doing} />
      <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
        {t.case.closeSubmit}
      </Button>
    </form>
  );
}
