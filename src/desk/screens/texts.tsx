/** The organisation's answers that are known to be right: read by everybody, kept by who leads or edits. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { rolesMay } from "../../accounts/rules/permissions.ts";
import { Made } from "../../cases/shape/day.ts";
import type { TextBlock, TextBlockPost } from "../../cases/shape/day.ts";
import { ask, tell } from "../api.ts";
import { organisationQuery } from "../key-watch.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import type { Doing } from "../parts/doing.ts";
import { Button, Choice, TextArea, TextField } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Loaded, Notice } from "../parts/notice.tsx";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import { todayHere } from "../texts/near.ts";
import { textBlocksQuery } from "../work/queries.ts";

export function TextsScreen() {
  const { t } = useSpeech();
  const { me } = useOpen();
  const query = useQuery(textBlocksQuery);
  const mayEdit = rolesMay(me.roles, "text.edit");
  const [changing, setChanging] = useState<string>();
  const doing = useDoing();
  const done = (): void => setChanging(undefined);
  return (
    <>
      <ScreenHeading>{t.day.texts.heading}</ScreenHeading>
      <p>{t.day.texts.intro}</p>
      <Loaded query={query}>
        {({ blocks }) => (
          <>
            {blocks.length === 0 && <p className="soft">{t.day.texts.none}</p>}
            {blocks.map((one) => (changing === one.id ? <BlockForm key={one.id} block={one} doing={doing} onDone={done} /> : <Block key={one.id} block={one} doing={doing} mayEdit={mayEdit} onChange={() => setChanging(one.id)} />))}
            {mayEdit && changing === undefined && <Button kind="primary" onClick={() => setChanging("")}>{t.day.texts.make}</Button>}
            {mayEdit && changing === "" && <BlockForm block={undefined} doing={doing} onDone={done} />}
            {changing === undefined && <DoingNotice doing={doing} />}
          </>
        )}
      </Loaded>
    </>
  );
}

type BlockProps = { readonly block: TextBlock; readonly doing: Doing; readonly mayEdit: boolean; readonly onChange: () => void };

/** Taking away asks twice: it cannot be taken back. */
function Block({ block, doing, mayEdit, onChange }: BlockProps) {
  const { t, day } = useSpeech();
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const { data } = useQuery(organisationQuery);
  const owner = data?.members.find((one) => one.id === block.owner)?.shownName ?? t.day.work.colleague;
  const remove = (): Promise<boolean> =>
    doing.run(async () => {
      await tell(`/text-blocks/${block.id}`, { method: "DELETE" });
      await client.invalidateQueries({ queryKey: textBlocksQuery.queryKey });
      return t.day.texts.removed;
    });
  return (
    <article className="card block" lang={block.language}>
      <h2>{block.title}</h2>
      <p className="words">{block.body}</p>
      <p className="tags">
        <span className={`tag ${block.stale ? "tag-urgent" : "tag-open"}`}>{block.stale ? t.day.texts.stale(day(block.reviewDay)) : t.day.texts.good(day(block.changedDay))}</span>
        <span className="soft">{owner}</span>
        <span className="soft">{t.day.texts.languages[block.language]}</span>
      </p>
      {mayEdit && (
        <p className="row">
          <Button aria-label={t.day.texts.change(block.title)} onClick={onChange}>
            {t.day.texts.changeShort}
          </Button>
          <Button kind="danger" busy={doing.busy} aria-label={sure ? t.day.texts.removeSure(block.title) : t.day.texts.remove(block.title)} onClick={() => (sure ? void remove() : setSure(true))}>
            {sure ? t.day.texts.removeYes : t.day.texts.removeShort}
          </Button>
        </p>
      )}
    </article>
  );
}

/** Half a year from now: a text that is older than that is looked at again. */
function inHalfAYear(): string {
  const then = new Date(`${todayHere()}T12:00:00Z`);
  then.setUTCDate(then.getUTCDate() + 182);
  return then.toISOString().slice(0, 10);
}

/** That it was saved is said on the list: the form is gone by then. */
function BlockForm({ block, doing, onDone }: { readonly block: TextBlock | undefined; readonly doing: Doing; readonly onDone: () => void }) {
  const { t, language } = useSpeech();
  const { me } = useOpen();
  const client = useQueryClient();
  const { data } = useQuery(organisationQuery);
  const [typed, setTyped] = useState<TextBlockPost>(() => ({ language: block?.language ?? language, title: block?.title ?? "", body: block?.body ?? "", owner: block?.owner ?? me.member, reviewDay: block === undefined || block.stale ? inHalfAYear() : block.reviewDay }));
  const put = (part: Partial<TextBlockPost>): void => setTyped((before) => ({ ...before, ...part }));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      await ask(block === undefined ? "/text-blocks" : `/text-blocks/${block.id}`, { method: block === undefined ? "POST" : "PUT", body: typed, out: Made });
      await client.invalidateQueries({ queryKey: textBlocksQuery.queryKey });
      onDone();
      return t.day.texts.saved;
    });
  };
  return (
    <form className="card" onSubmit={submit}>
      <Notice kind="warning">{t.day.texts.privacy}</Notice>
      <TextField label={t.day.texts.title} value={typed.title} required minLength={2} maxLength={120} onChange={(event) => put({ title: event.target.value })} />
      <TextArea label={t.day.texts.body} value={typed.body} required minLength={2} maxLength={4000} rows={8} onChange={(event) => put({ body: event.target.value })} />
      <div className="side-by-side">
        <Choice label={t.day.texts.language} value={typed.language} onChange={(event) => put({ language: event.target.value === "en" ? "en" : "nl" })}>
          <option value="nl">{t.day.texts.languages.nl}</option>
          <option value="en">{t.day.texts.languages.en}</option>
        </Choice>
        <Choice label={t.day.texts.owner} value={typed.owner} onChange={(event) => put({ owner: event.target.value })}>
          {(data?.members ?? []).filter((one) => one.status === "active").map((one) => (
            <option key={one.id} value={one.id}>
              {one.shownName}
            </option>
          ))}
        </Choice>
        <TextField label={t.day.texts.review} hint={t.day.texts.reviewHint} type="date" required min={todayHere()} value={typed.reviewDay} onChange={(event) => put({ reviewDay: event.target.value })} />
      </div>
      {doing.problem !== undefined && <Notice kind="wrong">{doing.problem}</Notice>}
      <p className="row">
        <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
          {t.day.texts.save}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {t.app.cancel}
        </Button>
      </p>
    </form>
  );
}
