/** `/cijfers`: one period, subject by subject; other periods, all tables and files one step further. */
import type { FC } from "hono/jsx";
import { pathIn } from "../../base/index.ts";
import { Details, Heading, Lead, LinkList, List, Paragraph } from "../../ui/index.ts";
import { isMadeUp, type Figures, type Period } from "../published/index.ts";
import { subjects } from "../texts/figures.ts";
import { Gaps, How, MadeUp, ReleaseFiles } from "./around.tsx";
import { HowMany } from "./how-many.tsx";
import { SubjectPart, breakdownFor } from "./subject.tsx";
import { tableInWords } from "./whole-table.tsx";
import { periodIn, type Seen } from "./words.ts";

type Given = Seen & { readonly figures: Figures; readonly origin: string };

export const Nothing: FC<Seen> = ({ text, language }) => (
  <>
    <Heading level={1}>{text.title}</Heading>
    <Lead>{text.lead}</Lead>
    <Paragraph>{text.none.what}</Paragraph>
    <Paragraph>
      {text.none.next} <a href={pathIn(language, "/organisaties")}>{text.none.link}</a>
    </Paragraph>
  </>
);

const OtherPeriods: FC<Given & { readonly period: Period }> = ({ figures, period, ...seen }) => {
  const others = figures.periods.filter((one) => one.code !== period.code && one.kind !== "other");
  if (others.length === 0) return null;
  const links = others.map((one) => <a href={pathIn(seen.language, `/cijfers/tijd/${one.code}`)}>{periodIn(seen, one)}</a>);
  return (
    <Details summary={seen.text.otherPeriods}>
      <List items={links} />
    </Details>
  );
};

/** A frame shows whatever is newest about its subject, so the line needs no change when new figures come. */
const Embedding: FC<Given & { readonly period: Period }> = ({ figures, period, origin, text, language }) => {
  const there = subjects.filter((subject) => breakdownFor(figures, period, subject) !== undefined);
  if (there.length === 0) return null;
  return (
    <section id="insluiten">
      <Heading level={3}>{text.embed.heading}</Heading>
      <Paragraph>{text.embed.what}</Paragraph>
      <Details summary={text.embed.lines}>
        <List
          items={there.map((subject) => (
            <>
              <a href={pathIn(language, `/cijfers/insluiten/${subject}`)}>{text.subjects[subject].heading}</a>
              <br />
              <code class="figures__code">{`<iframe src="${origin}${pathIn(language, `/cijfers/insluiten/${subject}`)}" title="${text.subjects[subject].heading}" width="100%" height="900" loading="lazy"></iframe>`}</code>
            </>
          ))}
        />
      </Details>
    </section>
  );
};

const Take: FC<Given & { readonly period: Period }> = (given) => {
  const { figures, period, text, language } = given;
  const tables = figures.releases.flatMap((release) => release.tables.filter(({ fixed }) => fixed?.["period"] === undefined || fixed["period"] === period.code).map((table) => ({ release, table })));
  return (
    <section id="bestanden">
      <Heading level={2}>{text.take.heading}</Heading>
      <Paragraph>{text.take.what}</Paragraph>
      <Details summary={text.take.tables}>
        <LinkList items={tables.map(({ release, table }) => ({ href: pathIn(language, `/cijfers/tabel/${release.id}/${table.id}`), label: tableInWords(given, table) }))} />
      </Details>
      <ReleaseFiles {...given} releases={figures.releases.toReversed()} />
      <Embedding {...given} />
    </section>
  );
};

export const Overview: FC<Given & { readonly period: Period }> = (given) => {
  const { figures, period, text } = given;
  return (
    <>
      <Heading level={1}>{text.title}</Heading>
      {figures.releases.some(isMadeUp) ? <MadeUp {...given} /> : null}
      <Lead>{text.lead}</Lead>
      <Paragraph>{text.about(periodIn(given, period))}</Paragraph>
      <OtherPeriods {...given} />
      <HowMany {...given} />
      {subjects.map((subject) => {
        const breakdown = breakdownFor(figures, period, subject);
        return breakdown === undefined ? null : <SubjectPart {...given} subject={subject} breakdown={breakdown} />;
      })}
      <Gaps {...given} releases={figures.releases} />
      <How {...given} />
      <Take {...given} />
    </>
  );
};
