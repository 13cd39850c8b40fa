/** Who holds the halves of my key, whose halves I hold, and what runs to bring a key back. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { maySecond } from "../../accounts/rules/four-eyes.ts";
import { Colleagues, HeldShare, HolderView, Invited, RecoveryList } from "../../accounts/shape.ts";
import type { Colleague, RecoveryLine } from "../../accounts/shape.ts";
import { ask, Refusal, tell } from "../api.ts";
import { fetchKeyLog } from "../key-watch.ts";
import { passOn, recoveryDigits, sharesFor } from "../keyring/holders.ts";
import { KeyringRefusal } from "../keyring/keyring.ts";
import { isCertified } from "../keyring/making.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button, Choice } from "../parts/form.tsx";
import { Link } from "../parts/link.tsx";
import { Notice } from "../parts/notice.tsx";
import { OneTimeLink } from "../parts/one-time-link.tsx";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";

export const holdersQuery = queryOptions({ queryKey: ["holders"], queryFn: () => ask("/me/holders", { out: HolderView }), staleTime: 60_000 });
export const colleaguesQuery = queryOptions({ queryKey: ["colleagues"], queryFn: () => ask("/me/colleagues", { out: Colleagues }), staleTime: 60_000 });
const recoveriesQuery = queryOptions({ queryKey: ["recoveries"], queryFn: () => ask("/recoveries", { out: RecoveryList }), staleTime: 60_000, refetchInterval: 300_000 });

function useColleagues(): readonly Colleague[] {
  return useQuery(colleaguesQuery).data?.colleagues ?? [];
}

function useNamed(): (id: string) => string {
  const colleagues = useColleagues();
  return (id) => colleagues.find((one) => one.id === id)?.shownName ?? id.slice(0, 8);
}

function useRenew(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: holdersQuery.queryKey });
    await client.invalidateQueries({ queryKey: recoveriesQuery.queryKey });
    await client.invalidateQueries({ queryKey: ["today", "holders"] });
  };
}

const whoIs = (one: Colleague) => ({ member: one.id, organisation: "", teams: [], roles: one.roles });

export function HoldersCard() {
  const { t } = useSpeech();
  const { me } = useOpen();
  const { data } = useQuery(holdersQuery);
  const named = useNamed();
  const [one, two] = data?.holders ?? [];
  return (
    <section className="card" aria-labelledby="holders">
      <h2 id="holders">{t.holders.heading}</h2>
      <p className="hint">{t.holders.explain}</p>
      {data !== undefined && <p>{one === undefined || two === undefined ? (data.lost.includes(me.member) ? t.holders.lostOwn : t.holders.none) : t.holders.chosen(named(one), named(two))}</p>}
      <ChooseHolders again={one !== undefined} />
      {data !== undefined && data.holding.length > 0 && <Holding members={data.holding} />}
    </section>
  );
}

function ChooseHolders({ again }: { readonly again: boolean }) {
  const { t } = useSpeech();
  const { me, keyring } = useOpen();
  const renew = useRenew();
  const doing = useDoing();
  const [chosen, setChosen] = useState({ first: "", second: "" });
  const able = useColleagues().filter((one) => one.id !== me.member && one.certified);
  const possible = able.some((one) => able.some((other) => maySecond("member.recover", whoIs(one), whoIs(other))));
  if (!possible) return <p className="hint">{t.holders.nobody}</p>;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const [first, second] = [able.find((one) => one.id === chosen.first), able.find((one) => one.id === chosen.second)];
    if (first === undefined || second === undefined || !maySecond("member.recover", whoIs(first), whoIs(second))) return doing.complain(t.holders.alike);
    void doing.run(async () => {
      const log = await fetchKeyLog();
      // Never to a key that only the server vouches for.
      if (!isCertified(log, first) || !isCertified(log, second)) throw new Refusal("key-not-certified");
      await tell("/me/holders", { method: "PUT", body: await sharesFor(keyring, me, [first, second]) });
      setChosen({ first: "", second: "" });
      await renew();
      return t.holders.done;
    });
  };
  const options = able.map((one) => (
    <option key={one.id} value={one.id}>
      {one.shownName}, {one.roles.map((role) => t.roleNames[role]).join(", ")}
    </option>
  ));
  return (
    <form onSubmit={submit}>
      <Choice label={t.holders.first} hint={t.holders.hint} required value={chosen.first} onChange={(event) => setChosen({ ...chosen, first: event.target.value })}>
        <option value="">{t.holders.pick}</option>
        {options}
      </Choice>
      <Choice label={t.holders.second} required value={chosen.second} onChange={(event) => setChosen({ ...chosen, second: event.target.value })}>
        <option value="">{t.holders.pick}</option>
        {options}
      </Choice>
      <DoingNotice doing={doing} />
      <Button type="submit" aria-disabled={doing.busy || undefined}>
        {again ? t.holders.submitAgain : t.holders.submit}
      </Button>
    </form>
  );
}

function Holding({ members }: { readonly members: readonly string[] }) {
  const { t } = useSpeech();
  const named = useNamed();
  const renew = useRenew();
  const doing = useDoing();
  const [token, setToken] = useState<string>();
  const begin = (member: string): Promise<boolean> =>
    doing.run(async () => {
      const { token: made } = await ask("/recoveries", { method: "POST", body: { member }, out: Invited });
      setToken(made);
      await renew();
      return undefined;
    });
  return (
    <>
      <h3>{t.holders.holdingHeading}</h3>
      <p className="hint">{t.holders.holdingExplain}</p>
      <ul className="people">
        {members.map((member) => (
          <li key={member} className="person">
            <p>
              <strong>{named(member)}</strong>
            </p>
            <Button busy={doing.busy} onClick={() => void begin(member)}>
              {t.holders.begin(named(member))}
            </Button>
          </li>
        ))}
      </ul>
      {token !== undefined && <OneTimeLink token={token} text={t.holders.beginDone} screen="herstel" />}
      <DoingNotice doing={doing} />
    </>
  );
}

/** On every screen of who has no today: an administrator, a coordinator, an editor. The others find it there. */
export function LostHolders() {
  const { t } = useSpeech();
  const { me } = useOpen();
  const named = useNamed();
  const { data } = useQuery({ ...holdersQuery, refetchInterval: 300_000 });
  return (data?.lost ?? []).map((member) => (
    <Notice key={member} kind="warning">
      <p>{member === me.member ? t.holders.lostOwn : t.holders.lostOf(named(member))}</p>
      {member === me.member && <Link to="/account">{t.holders.choose}</Link>}
    </Notice>
  ));
}

const isRunning = (one: RecoveryLine): boolean => one.state === "begun" || one.state === "waiting";

/** On every screen, to everybody around: nothing of this happens unseen. */
export function Recoveries() {
  const { data } = useQuery(recoveriesQuery);
  const { data: held } = useQuery(holdersQuery);
  const { me } = useOpen();
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const shown = (data?.recoveries ?? []).filter((one) => isRunning(one) || !hidden.includes(one.id));
  return shown.map((one) => <Running key={one.id} recovery={one} isMine={one.member === me.member} holds={held?.holding.includes(one.member) === true} onHide={() => setHidden([...hidden, one.id])} />);
}

type RunningProps = { readonly recovery: RecoveryLine; readonly isMine: boolean; readonly holds: boolean; readonly onHide: () => void };

function useSentence({ state, member, begunBy, opensAt }: RecoveryLine): string {
  const { t, moment } = useSpeech();
  const named = useNamed();
  if (state === "begun") return t.holders.begun(named(member), named(begunBy));
  if (state === "done") return t.holders.over(named(member));
  if (state === "stopped") return t.holders.stopped(named(member));
  return mayGive({ opensAt }) ? t.holders.open(named(member)) : t.holders.waiting(named(member), moment(opensAt ?? ""));
}

const mayGive = ({ opensAt }: Pick<RecoveryLine, "opensAt">): boolean => opensAt !== null && Date.parse(opensAt) <= Date.now();

function Running({ recovery, isMine, holds, onHide }: RunningProps) {
  const { t } = useSpeech();
  const named = useNamed();
  const renew = useRenew();
  const doing = useDoing();
  const sentence = useSentence(recovery);
  const stop = (): Promise<boolean> =>
    doing.run(async () => {
      await tell(`/recoveries/${recovery.id}/stops`, { method: "POST" });
      await renew();
      return t.holders.stopDone;
    });
  if (!isRunning(recovery)) {
    return (
      <Notice kind="good">
        <p>{sentence}</p>
        <Button kind="quiet" onClick={onHide}>{t.app.close}</Button>
      </Notice>
    );
  }
  return (
    <Notice kind="warning">
      <h2>{t.holders.running}</h2>
      <p>{sentence}</p>
      {recovery.givenBy.length > 0 && <p>{t.holders.given(recovery.givenBy.map(named).join(", "))}</p>}
      <p>{isMine ? t.holders.mine : t.holders.colleague}</p>
      {holds && <GiveHalf recovery={recovery} />}
      {(isMine || holds) && (
        <Button kind="danger" busy={doing.busy} onClick={() => void stop()}>
          {t.holders.stop}
        </Button>
      )}
      <DoingNotice doing={doing} />
    </Notice>
  );
}

function GiveHalf({ recovery }: { readonly recovery: RecoveryLine }) {
  const { t } = useSpeech();
  const { me, keyring } = useOpen();
  const renew = useRenew();
  const doing = useDoing((error) => (error instanceof KeyringRefusal ? t.holders.swapped : undefined));
  if (recovery.recipient === null || !mayGive(recovery) || recovery.givenBy.includes(me.member)) return <DoingNotice doing={doing} />;
  const give = (): Promise<boolean> =>
    doing.run(async () => {
      const held = await ask(`/recoveries/${recovery.id}/share`, { out: HeldShare });
      const { sealed, name } = await passOn(keyring, held, recovery);
      await tell(`/recoveries/${recovery.id}/shares`, { method: "POST", body: { sealed } });
      await renew();
      return t.holders.giveDone(name);
    });
  return (
    <>
      <p>{t.holders.compare}</p>
      <p>
        <code className="digits digits-large">{recoveryDigits(recovery.recipient)}</code>
      </p>
      <Button kind="primary" busy={doing.busy} onClick={() => void give()}>
        {t.holders.give}
      </Button>
      <DoingNotice doing={doing} />
    </>
  );
}
