/** One picture with its table, for a frame on another site. Nothing in it acts; its links open a page of their own. */
import type { FC } from "hono/jsx";
import { pathIn } from "../../base/index.ts";
import { Details, Heading, Paragraph } from "../../ui/index.ts";
import { isMadeUp } from "../published/index.ts";
import { MadeUp } from "./around.tsx";
import { Numbers, Picture, type Part } from "./subject.tsx";
import { periodIn } from "./words.ts";

export const Embedded: FC<Part & { readonly origin: string }> = (part) => {
  const { text, language, figures, breakdown, subject, origin } = part;
  const { heading, explain } = text.subjects[subject];
  return (
    <>
      <Heading level={1}>{heading}</Heading>
      {figures.releases.some(isMadeUp) ? <MadeUp {...part} /> : null}
      <Paragraph>
        {explain} {text.about(periodIn(part, breakdown.period))}
      </Paragraph>
      <Picture {...part} />
      <Paragraph small>{text.gaps.sentence}</Paragraph>
      <Details summary={text.numbers}>
        <Numbers {...part} />
      </Details>
      <Paragraph small>
        <a href={`${origin}${pathIn(language, "/cijfers")}`} target="_blank" rel="noopener noreferrer">
          {text.embed.source}
        </a>
      </Paragraph>
    </>
  );
};
