import type { Child } from "hono/jsx";
import { pathIn } from "../base/index.ts";
import type { Language } from "../base/index.ts";
import { Actions, ButtonLink, Heading, Lead } from "../ui/index.ts";
import { HelpNumbers } from "./pages/help-numbers.tsx";
import { siteTexts } from "./texts/index.ts";
import type { ErrorReference } from "./texts/index.ts";

/** What did not work, in words for the person: never a code, a cause or a name from inside. `again` is the path to try once more. */
export function errorBody(language: Language, reference: ErrorReference, again?: string): Child {
  const { title, what, next } = siteTexts[language].errors[reference];
  const numbers = reference === "too-many-requests" || reference === "storage-away" || reference === "unexpected";
  return (
    <>
      <Heading level={1}>{title}</Heading>
      <Lead>{what}</Lead>
      <Actions>
        <ButtonLink href={pathIn(language, again ?? "/")}>{next}</ButtonLink>
      </Actions>
      {numbers ? <HelpNumbers language={language} /> : null}
    </>
  );
}
