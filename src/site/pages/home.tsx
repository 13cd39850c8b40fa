import type { Child } from "hono/jsx";
import { anyone, pathIn } from "../../base/index.ts";
import type { Language } from "../../base/index.ts";
import { ButtonLink, Heading, Lead, LinkList } from "../../ui/index.ts";
import type { Page, PageScript } from "../../ui/index.ts";
import { proseTexts } from "../texts/prose.ts";

/** The signpost's first question, ready to be answered on the first page. */
export type FirstQuestion = (language: Language) => Child;

function homeBody(language: Language, firstQuestion: FirstQuestion | undefined): Child {
  const { title, lead, promises, more, links, start } = proseTexts[language].home;
  const places = { report: "/melden", call: "/bel-mij", back: "/gesprek", organisations: "/organisaties" } as const;
  return (
    <>
      <div class="welcome">
        <Heading level={1}>{title}</Heading>
        <Lead>{lead}</Lead>
      </div>
      <div class="panel">{firstQuestion === undefined ? <ButtonLink href={pathIn(language, "/wegwijzer")}>{start}</ButtonLink> : firstQuestion(language)}</div>
      <ul class="promises">
        {promises.map((promise) => (
          <li>{promise}</li>
        ))}
      </ul>
      <Heading level={2}>{more}</Heading>
      <LinkList items={(["report", "call", "back", "organisations"] as const).map((name) => ({ href: pathIn(language, places[name]), ...links[name] }))} />
    </>
  );
}

export function homePage(firstQuestion: FirstQuestion | undefined, scripts: readonly PageScript[]): Page {
  return {
    methods: ["GET"],
    path: "/",
    who: anyone("the front door"),
    steady: true,
    answer: ({ language }) => ({ title: "Gehoord", body: homeBody(language, firstQuestion), scripts }),
  };
}
