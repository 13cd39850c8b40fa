/** What stands around the figures: made up or not, why numbers are missing, how it was counted, what can be taken along. */
import type { FC } from "hono/jsx";
import { pathIn } from "../../base/index.ts";
import { Alert, Heading, List, Paragraph } from "../../ui/index.ts";
import type { PublishableRelease } from "../disclosure/index.ts";
import { dayIn, largestHidden, type Seen } from "./words.ts";

export const MadeUp: FC<Seen> = ({ text }) => (
  <Alert kind="warning" title={text.madeUp.title}>
    <p>{text.madeUp.what}</p>
  </Alert>
);

type Given = Seen & { readonly releases: readonly PublishableRelease[] };

export const Gaps: FC<Given> = ({ text, releases }) => (
  <section id="geen-getal">
    <Heading level={2}>{text.gaps.heading}</Heading>
    <Paragraph>{text.gaps.small(largestHidden(releases))}</Paragraph>
    <Paragraph>{text.gaps.other}</Paragraph>
    <Paragraph>{text.gaps.marker}</Paragraph>
    <Paragraph>{text.gaps.never}</Paragraph>
  </section>
);

export const How: FC<Seen> = ({ text }) => (
  <section id="tellen">
    <Heading level={2}>{text.how.heading}</Heading>
    {text.how.parts.map((part) => (
      <Paragraph>{part}</Paragraph>
    ))}
  </section>
);

const Beside: FC<Seen & { readonly release: string }> = ({ text, language, release }) => (
  <>
    {" "}
    <a href={pathIn(language, `/cijfers/bestand/${release}/dictionary.${language}.csv`)}>{text.take.dictionary}</a>. <a href={pathIn(language, `/cijfers/bestand/${release}/dcat.jsonld`)}>{text.take.record}</a>.
  </>
);

/** Each release as one file, with the day on which it was made; of the first also what its words mean, and its catalogue record. */
export const ReleaseFiles: FC<Given> = ({ text, language, directory, releases }) => (
  <List
    items={releases.map(({ id, meta }, at) => (
      <>
        <a href={pathIn(language, `/cijfers/bestand/${id}.json`)}>{text.take.json(id)}</a>. {text.take.made(dayIn(language, meta.made))}
        {at === 0 ? <Beside {...{ text, language, directory }} release={id} /> : null}
      </>
    ))}
  />
);
