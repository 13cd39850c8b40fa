/** Dutch public texts read as plain language: Flesch-Douma 65 or higher on every page of the site's own. */
import { describe, expect, it } from "vitest";
import { bareContext } from "../../tests/support/bare-context.ts";
import { measure, organisationNames, textOf } from "../../tests/support/language-level.ts";
import { errorBody } from "./errors.tsx";
import { emptyForm } from "./form.ts";
import { ownPages } from "./pages/index.tsx";
import { siteTexts } from "./texts/index.ts";
import type { ErrorReference } from "./texts/index.ts";

const context = { ...bareContext(), actor: { kind: "visitor" }, language: "nl" } as const;
const errors = Object.keys(siteTexts.nl.errors).filter((name) => name !== "title") as ErrorReference[];

describe("the Dutch text of", () => {
  it.each(ownPages({}).map((page) => [page.path, page] as const))("%s is plain", async (path, page) => {
    const { body } = await page.answer(context, { method: "GET", params: {}, query: {}, form: emptyForm });
    const level = measure(textOf(String(body)), organisationNames);
    expect(level.score, `${path}: ${JSON.stringify(level)}`).toBeGreaterThanOrEqual(65);
  });

  it.each(errors)("the page that says %s is plain", (reference) => {
    const level = measure(textOf(String(errorBody("nl", reference))), organisationNames);
    expect(level.score).toBeGreaterThanOrEqual(65);
  });
});
