import { anyone, pathIn } from "../../base/index.ts";
import { Heading, Paragraph } from "../../ui/index.ts";
import type { Page } from "../../ui/index.ts";
import { proseTexts } from "../texts/prose.ts";
import { ProseBody } from "./prose.tsx";

/** `contact` is what the operator of this installation set; nothing is invented when it is not set. */
export function aboutPage(contact: string | undefined): Page {
  return {
    methods: ["GET"],
    path: "/over",
    who: anyone("who runs this, and for whom"),
    steady: true,
    answer: ({ language }) => {
      const text = proseTexts[language].about;
      const body = (
        <ProseBody prose={text}>
          <section>
            <Heading level={2}>{text.operator.heading}</Heading>
            {contact === undefined ? (
              <Paragraph>{text.operator.unknown}</Paragraph>
            ) : (
              <Paragraph>
                {text.operator.known} <a href={contact}>{contact.replace(/^mailto:/, "")}</a>
              </Paragraph>
            )}
          </section>
          <section>
            <Heading level={2}>{text.judgements.heading}</Heading>
            <Paragraph>
              <a href={pathIn(language, "/uitspraken")}>{text.judgements.link}</a>
            </Paragraph>
          </section>
          <section>
            <Heading level={2}>{text.desk.heading}</Heading>
            <Paragraph>
              <a href="/desk">{text.desk.link}</a>
            </Paragraph>
          </section>
        </ProseBody>
      );
      return { title: "Gehoord", body };
    },
  };
}
