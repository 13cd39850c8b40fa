import type { OpenedSummary } from "../cases/opening.ts";
import { useCases } from "../cases/use-cases.ts";
import { Button } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Loaded } from "../parts/notice.tsx";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import type { Speech } from "../speech.tsx";
import { CaseRow } from "./case-row.tsx";

const sections = ["news", "unread", "due"] as const;
type Section = (typeof sections)[number];

export function sectionOf(one: Pick<OpenedSummary, "state">): Section {
  if (one.state === "new") return "news";
  return one.state === "unread" ? "unread" : "due";
}

/** Today in Amsterdam, as the server writes days. */
function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short" }).format(new Date());
}

/** Why this case stands under today, most pressing first. */
function reasonOf({ t, day }: Speech, one: OpenedSummary): string {
  if (one.urgent && one.state !== "closed") return t.today.urgent;
  if (one.alert === 2) return t.today.reasonOver;
  if (one.alert === 1) return t.today.reasonHalf;
  if (one.state === "new") return t.today.reasonNew;
  if (one.dueDay < today()) return t.today.reasonLate(day(one.dueDay));
  return one.state === "unread" ? t.today.reasonUnread : t.today.reasonDue(day(one.dueDay));
}

function Group({ section, cases }: { readonly section: Section; readonly cases: readonly OpenedSummary[] }) {
  const speech = useSpeech();
  if (cases.length === 0) return null;
  return (
    <section className="card">
      <h2>
        {speech.t.today[section]} <span className="count">{cases.length}</span>
      </h2>
      <ul className="cases">
        {cases.map((one) => (
          <CaseRow key={one.id} one={one} reason={reasonOf(speech, one)} />
        ))}
      </ul>
    </section>
  );
}

export function TodayScreen() {
  const { t } = useSpeech();
  const { me } = useOpen();
  const query = useCases("today");
  return (
    <>
      <ScreenHeading>{t.today.greeting(me.shownName)}</ScreenHeading>
      <Loaded query={query} waiting={t.app.opening}>
        {(data) => {
          const cases = data.pages.flatMap((page) => page.cases);
          if (cases.length === 0) return <Nothing />;
          return (
            <>
              {sections.map((section) => (
                <Group key={section} section={section} cases={cases.filter((one) => sectionOf(one) === section)} />
              ))}
              {query.hasNextPage && <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t.cases.more}</Button>}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function Nothing() {
  const { t } = useSpeech();
  return (
    <section className="card empty">
      <svg viewBox="0 0 120 80" width="150" height="100" aria-hidden="true">
        <path className="empty-cup" d="M28 30h52v22a18 18 0 0 1-18 18H46a18 18 0 0 1-18-18z" />
        <path className="empty-line" d="M80 36h8a9 9 0 0 1 0 18h-9M42 22c-4-5 4-8 0-14M56 22c-4-5 4-8 0-14" />
      </svg>
      <p className="empty-words">{t.today.empty}</p>
      <p className="soft">{t.today.emptyHint}</p>
    </section>
  );
}
