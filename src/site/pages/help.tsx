import { anyone, pathIn } from "../../base/index.ts";
import { Actions, ButtonLink, Heading, Lead, Paragraph } from "../../ui/index.ts";
import type { Page } from "../../ui/index.ts";
import { proseTexts } from "../texts/prose.ts";
import { HelpNumbers } from "./help-numbers.tsx";

export const helpPage: Page = {
  methods: ["GET"],
  path: "/nu-hulp",
  who: anyone("danger first"),
  steady: true,
  answer: ({ language }) => {
    const { title, lead, after, next } = proseTexts[language].help;
    const body = (
      <>
        <Heading level={1}>{title}</Heading>
        <Lead>{lead}</Lead>
        <HelpNumbers language={language} />
        <Paragraph>{after}</Paragraph>
        <Actions>
          <ButtonLink href={pathIn(language, "/")}>{next}</ButtonLink>
        </Actions>
      </>
    );
    return { title: "Gehoord", body };
  },
};
