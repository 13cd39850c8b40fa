/** The dossier on paper or in a sealed archive. Made in this browser; the line about it stands in the log first. */
import { useEffect, useState } from "react";
import type { SubmitEvent } from "react";
import { EnvelopeRefusal, wrap } from "../../../envelope/index.ts";
import { tell } from "../../api.ts";
import { CaseRefusal } from "../../cases/opening.ts";
import { fetchFile, useCase } from "../../cases/use-case.ts";
import type { CaseOnScreen } from "../../cases/use-case.ts";
import { dossierOf } from "../../dossier/dossier.ts";
import type { Dossier, Part, Row } from "../../dossier/dossier.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button, TextField, Tick } from "../../parts/form.tsx";
import { ScreenHeading } from "../../parts/heading.tsx";
import { Link } from "../../parts/link.tsx";
import { Loaded, Notice } from "../../parts/notice.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { useSpeech } from "../../speech.tsx";
import { todayHere } from "../../texts/near.ts";
import { useNames } from "./names.ts";
import { useHappenings } from "./timeline.tsx";

export function DossierScreen({ id }: { readonly id: string }) {
  const { t } = useSpeech();
  const { query } = useCase(id);
  return (
    <>
      <p className="back">
        <Link to={`/zaken/${id}`}>{t.dossier.back}</Link>
      </p>
      {query.error instanceof CaseRefusal ? <Notice kind="warning">{t.case.cannotOpen}</Notice> : <Loaded query={query} waiting={t.case.opening}>{(screen) => <Leaving screen={screen} />}</Loaded>}
    </>
  );
}

function useDossier(screen: CaseOnScreen, choice: { readonly notes: boolean; readonly contact: boolean }): Dossier {
  const { t, day } = useSpeech();
  const name = useNames();
  const happenings = useHappenings(screen);
  return dossierOf(screen.opened, happenings, { ...choice, today: todayHere() }, { t, day, name });
}

function Leaving({ screen }: { readonly screen: CaseOnScreen }) {
  const { t } = useSpeech();
  const { id } = screen.opened.raw;
  const [choice, setChoice] = useState({ notes: false, contact: false });
  const [printable, setPrintable] = useState(false);
  const doing = useDoing();
  const dossier = useDossier(screen, choice);
  const print = (): Promise<boolean> =>
    doing.run(async () => {
      if (!printable) await tell(`/cases/${id}/exports`, { method: "POST", body: { form: "print" } });
      setPrintable(true);
      return t.dossier.ready;
    });
  return (
    <>
      <div className="no-print">
        <ScreenHeading>{t.dossier.heading}</ScreenHeading>
        <p>{t.dossier.intro}</p>
        <section className="card" aria-labelledby="what-goes">
          <h2 id="what-goes">{t.dossier.what}</h2>
          <Tick label={t.dossier.withNotes} checked={choice.notes} onChange={(event) => setChoice({ ...choice, notes: event.target.checked })} />
          <Tick label={t.dossier.withContact} checked={choice.contact} onChange={(event) => setChoice({ ...choice, contact: event.target.checked })} />
          <DoingNotice doing={doing} />
          <Button busy={doing.busy} kind="primary" onClick={() => void print()}>
            {t.dossier.show}
          </Button>
        </section>
        <ArchiveForm id={id} dossier={dossier} />
      </div>
      {printable && <Sheet dossier={dossier} />}
    </>
  );
}

/** X25519 only: the `age` command of Debian opens nothing else (security.md 1.7). */
const recipientForm = /^age1[a-z0-9]{58}$/;

function ArchiveForm({ id, dossier }: { readonly id: string; readonly dossier: Dossier }) {
  const { t, language } = useSpeech();
  const doing = useDoing((error) => (error instanceof EnvelopeRefusal ? t.dossier.wrongRecipient : undefined));
  const [recipient, setRecipient] = useState("");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const to = recipient.trim();
    if (!recipientForm.test(to)) return doing.complain(t.dossier.wrongRecipient);
    void doing.run(async () => {
      // Sealing nothing first: a mistyped recipient is found before anything is fetched, and before the line.
      await wrap("", [to]);
      await tell(`/cases/${id}/exports`, { method: "POST", body: { form: "archive" } });
      const files = [];
      for (const one of dossier.files) files.push({ name: one.manifest.name, bytes: await fetchFile(id, one.piece, one.manifest) });
      const { zipped } = await import("../../dossier/files.ts");
      save(await wrap(zipped(dossier, files, { language, t }), [to]));
      return t.dossier.saved;
    });
  };
  return (
    <section className="card" aria-labelledby="archive">
      <h2 id="archive">{t.dossier.archive}</h2>
      <p className="hint">{t.dossier.archiveHint}</p>
      <form onSubmit={submit}>
        <TextField label={t.dossier.recipient} hint={t.dossier.recipientHint} value={recipient} required onChange={(event) => setRecipient(event.target.value)} />
        <DoingNotice doing={doing} />
        <Button type="submit" aria-disabled={doing.busy || undefined}>
          {t.dossier.make}
        </Button>
      </form>
    </section>
  );
}

const save = (bytes: Uint8Array<ArrayBuffer>): void => saveFile(`archief-${todayHere()}.zip.age`, bytes, "application/octet-stream");

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  return (
    <dl className="facts">
      {rows.map(([name, value], at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a day can stand there twice, and rows are never reordered
        <div key={`${name} ${at}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Parts({ parts }: { readonly parts: readonly Part[] }) {
  return parts.map((one, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- as above
    <section key={`${one.day} ${at}`} className="sheet-part">
      <h3>{one.heading}</h3>
      <p className="soft">{one.day}</p>
      {one.words.map((words) => (
        <p key={words} className="words">
          {words}
        </p>
      ))}
      <Rows rows={one.rows} />
    </section>
  ));
}

/** What goes on paper, shown first. The browser's own printing makes the PDF: tagged, with this title, nothing sent anywhere. */
function Sheet({ dossier }: { readonly dossier: Dossier }) {
  const { t } = useSpeech();
  useEffect(() => {
    const before = document.title;
    document.title = dossier.title;
    return () => {
      document.title = before;
    };
  }, [dossier.title]);
  return (
    <article className="sheet" aria-label={dossier.title}>
      <p className="no-print">
        <Button kind="primary" onClick={() => print()}>
          {t.dossier.print}
        </Button>
      </p>
      <h2 className="sheet-title">{dossier.title}</h2>
      <Rows rows={dossier.rows} />
      <h2>{t.timeline.heading}</h2>
      <Rows rows={dossier.course} />
      <h2>{t.case.conversation}</h2>
      <Parts parts={dossier.parts} />
      {dossier.notes.length > 0 && <h2>{t.case.notes}</h2>}
      <Parts parts={dossier.notes} />
    </article>
  );
}
