/** The site's own pages: the front door, who we are, what we keep, what remains, who to phone now. */
import type { Page, PageScript } from "../../ui/index.ts";
import { proseTexts } from "../texts/prose.ts";
import { aboutPage } from "./about.tsx";
import { helpPage } from "./help.tsx";
import { homePage } from "./home.tsx";
import type { FirstQuestion } from "./home.tsx";
import { prosePage } from "./prose.tsx";

export interface OwnPagesParts {
  readonly firstQuestion?: FirstQuestion;
  /** Scripts that the first question uses. */
  readonly homeScripts?: readonly PageScript[];
  /** `mailto:` or `https:` address for security.txt and the page about this installation, which says so when there is none. */
  readonly securityContact?: string;
}

export function ownPages({ firstQuestion, homeScripts, securityContact }: OwnPagesParts): readonly Page[] {
  return [
    homePage(firstQuestion, homeScripts ?? []),
    helpPage,
    prosePage("/privacy", (language) => proseTexts[language].privacy, "what we keep is for everybody to read"),
    prosePage("/toegankelijkheid", (language) => proseTexts[language].accessibility, "the statement is for everybody to read"),
    prosePage("/sporen-wissen", (language) => proseTexts[language].traces, "clearing traces must ask nothing"),
    aboutPage(securityContact),
  ];
}
