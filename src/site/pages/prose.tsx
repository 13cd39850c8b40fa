import type { Child, FC } from "hono/jsx";
import { anyone } from "../../base/index.ts";
import type { Language } from "../../base/index.ts";
import { Heading, Lead, List, Paragraph } from "../../ui/index.ts";
import type { Page } from "../../ui/index.ts";
import type { Prose, Section } from "../texts/prose.ts";

const SectionText: FC<{ readonly section: Section }> = ({ section }) => (
  <section>
    <Heading level={2}>{section.heading}</Heading>
    {section.paragraphs?.map((text) => <Paragraph>{text}</Paragraph>)}
    {section.items === undefined ? null : <List items={section.items} ordered={section.ordered === true} />}
  </section>
);

/** A page of plain text: heading, first sentence, sections; and what the page adds of its own. */
export const ProseBody: FC<{ readonly prose: Prose; readonly children?: Child }> = ({ prose, children }) => (
  <div class="prose">
    <Heading level={1}>{prose.title}</Heading>
    <Lead>{prose.lead}</Lead>
    {prose.sections.map((section) => (
      <SectionText section={section} />
    ))}
    {children}
  </div>
);

export function prosePage(path: `/${string}`, prose: (language: Language) => Prose, because: string): Page {
  return {
    methods: ["GET"],
    path,
    who: anyone(because),
    steady: true,
    answer: ({ language }) => ({ title: "Gehoord", body: <ProseBody prose={prose(language)} /> }),
  };
}
