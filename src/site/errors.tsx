import type { Child } from "hono/jsx";
import { pathIn } from "../base/index.ts";
import type { Language } from "../base/index.ts";
import { Actions, Button, ButtonLink, Heading, Hidden, Lead, Paragraph } from "../ui/index.ts";
import type { Typed } from "./form.ts";
import { HelpNumbers } from "./pages/help-numbers.tsx";
import { siteTexts } from "./texts/index.ts";
import type { ErrorReference } from "./texts/index.ts";

/** Whatever was posted, to be posted again as it is: the story is not lost because our storage is. */
export type Retry = { readonly path: string; readonly typed: Typed };

const RetryForm = ({ language, retry, tooLarge }: { readonly language: Language; readonly retry: Retry; readonly tooLarge: boolean }): Child => {
  const { again, kept, files, withoutFiles, sendWithout } = siteTexts[language].retry;
  return (
    <form class="utrecht-form" id="again" action={pathIn(language, retry.path)} method="post" autocomplete="off">
      <Hidden values={retry.typed.texts} />
      <Paragraph>{tooLarge ? withoutFiles : kept}</Paragraph>
      {retry.typed.hadFiles && !tooLarge ? <Paragraph>{files}</Paragraph> : null}
      <Actions>
        <Button>{tooLarge ? sendWithout : again}</Button>
      </Actions>
    </form>
  );
};

/** What did not work, in words for the person: never a code, a cause or a name from inside. `again` is the path to try once more, `retry` what to send again. */
export function errorBody(language: Language, reference: ErrorReference, { again, retry }: { readonly again?: string | undefined; readonly retry?: Retry | undefined } = {}): Child {
  const { title, what, next } = siteTexts[language].errors[reference];
  const numbers = reference === "too-many-requests" || reference === "storage-away" || reference === "unexpected";
  return (
    <>
      <Heading level={1}>{title}</Heading>
      <Lead>{what}</Lead>
      {retry === undefined ? (
        <Actions>
          <ButtonLink href={pathIn(language, again ?? "/")}>{next}</ButtonLink>
        </Actions>
      ) : (
        <RetryForm language={language} retry={retry} tooLarge={reference === "body-too-large"} />
      )}
      {numbers ? <HelpNumbers language={language} /> : null}
    </>
  );
}
