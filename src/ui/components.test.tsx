/** What every form of ours promises to who does not see it, reads slowly or has no mouse. */
import type { Child } from "hono/jsx";
import { describe, expect, it } from "vitest";
import { Alert, Button, Card, CheckboxGroup, Details, ErrorSummary, FileInput, Hidden, LinkList, Phone, RadioGroup, Select, SummaryList, Table, TextArea, TextInput } from "./index.ts";

const shown = (node: Child): string => String(node);
const attribute = (html: string, tag: string, name: string): string | undefined => new RegExp(`<${tag}[^>]* ${name}="([^"]*)"`).exec(html)?.[1];
const yesNo = [
  { value: "yes", label: "Ja" },
  { value: "no", label: "Nee", hint: "Later mag ook" },
];

describe("a field", () => {
  it.each([
    ["input", <TextInput name="phone" label="Nummer" hint="Met tien cijfers" error="Vul je nummer in" />],
    ["textarea", <TextArea name="phone" label="Nummer" hint="Met tien cijfers" error="Vul je nummer in" />],
    ["select", <Select name="phone" label="Nummer" hint="Met tien cijfers" error="Vul je nummer in" options={yesNo} />],
    ["input", <FileInput name="phone" label="Nummer" hint="Met tien cijfers" error="Vul je nummer in" />],
  ])("(%s) has its label above it, and its hint and error said with it", (tag, node) => {
    const html = shown(node);
    expect(attribute(html, "label", "for")).toBe("phone");
    expect(attribute(html, tag, "id")).toBe("phone");
    expect(attribute(html, tag, "aria-describedby")).toBe("phone-hint phone-error");
    expect(attribute(html, tag, "aria-invalid")).toBe("true");
    expect(html).toContain('id="phone-hint"');
    expect(html).toContain('id="phone-error"');
    expect(html.indexOf("<label")).toBeLessThan(html.indexOf(`<${tag}`));
  });

  it("says nothing of an error that is not there", () => {
    const html = shown(<TextInput name="name" label="Naam" />);
    expect(html).not.toMatch(/aria-describedby|aria-invalid|error/);
  });

  it("is not filled in, corrected or remembered by the browser of a shared tablet", () => {
    for (const html of [shown(<TextInput name="a" label="A" />), shown(<TextArea name="a" label="A" />)]) {
      expect(html).toContain('autocomplete="off"');
      expect(html).toContain('spellcheck="false"');
    }
  });

  it("shows what was typed as text, whatever was typed", () => {
    expect(shown(<TextArea name="a" label="A" value={"</textarea><script>"} />)).toContain("&lt;/textarea&gt;&lt;script&gt;");
    expect(shown(<TextInput name="a" label="A" value={'"><b>'} />)).toContain("&quot;&gt;&lt;b&gt;");
  });
});

describe("a choice", () => {
  it("is one question for a screen reader: a group with a legend, each option with its own label", () => {
    const html = shown(<RadioGroup name="safe" legend="Ben je veilig?" options={yesNo} value="no" error="Kies een antwoord" />);
    expect(html).toMatch(/<fieldset[^>]*aria-describedby="safe-error"[^>]*><legend/);
    expect([...html.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id)).toEqual(["safe", "safe-2"]);
    expect(html).toMatch(/value="no" checked=""/);
    expect(html).not.toMatch(/value="yes" checked/);
    expect(html).toContain('aria-describedby="safe-2-about"');
  });

  it("of several keeps every tick", () => {
    const html = shown(<CheckboxGroup name="what" legend="Wat is er?" options={yesNo} values={["yes", "no"]} />);
    expect(html.match(/checked=""/g)).toHaveLength(2);
  });

  it("chooses nothing beforehand", () => {
    expect(shown(<RadioGroup name="safe" legend="Ben je veilig?" options={yesNo} />)).not.toContain("checked");
  });
});

describe("a refused form", () => {
  it("leads from its summary to every field, and takes the focus without script", () => {
    const html = shown(<ErrorSummary title="Kijk dit na" errors={[{ field: "safe", message: "Kies een antwoord" }]} />);
    expect(html).toContain('href="#safe"');
    expect(html).toMatch(/id="error-summary"[^>]*tabindex="-1"[^>]*autofocus/);
  });

  it("has no summary when nothing is wrong", () => {
    expect(shown(<ErrorSummary title="Kijk dit na" errors={[]} />)).toBe("");
  });
});

describe("the rest of a page", () => {
  it("a table names its columns and its rows", () => {
    const html = shown(<Table caption="Open" label="Open" head={["Dag", "Tijd"]} rows={[["Maandag", "9 tot 17"]]} firstIsHeader />);
    expect(html).toMatch(/<caption>Open<\/caption>[\s\S]*<th scope="col">Dag<\/th>[\s\S]*<th scope="row">Maandag<\/th><td>9 tot 17<\/td>/);
  });

  it("a number can be touched, without the dashes that are for the eye", () => {
    expect(shown(<Phone number="0800-876 54 32" />)).toBe('<a class="phone" href="tel:08008765432">0800-876 54 32</a>');
  });

  it("hidden values keep all of a name, and leave out what is not there", () => {
    expect(shown(<Hidden values={{ a: ["1", "2"], b: undefined, c: "<" }} />)).toBe('<input type="hidden" name="a" value="1"/><input type="hidden" name="a" value="2"/><input type="hidden" name="c" value="&lt;"/>');
  });

  it("facts, cards, lists, blocks and buttons say in words what they are", () => {
    expect(shown(<SummaryList items={[{ term: "School", value: "De Ark", action: { href: "#s", label: "Verander" } }]} />)).toContain("<dt>School</dt><dd>De Ark</dd>");
    expect(shown(<Card title="Kindertelefoon" href="/k" tag="Nu open" level={3} />)).toMatch(/Nu open[\s\S]*<h3[^>]*><a href="\/k">Kindertelefoon<\/a><\/h3>/);
    expect(shown(<LinkList items={[{ href: "/a", label: "A", hint: "Over A" }]} />)).toContain('<a href="/a">');
    expect(shown(<Details summary="Meer">x</Details>)).toContain("<summary>Meer</summary>");
    expect(shown(<Alert kind="danger" title="Let op" />)).toContain("<h2");
    expect(shown(<Button>Stuur</Button>)).toMatch(/<button class="[^"]*" type="submit">Stuur<\/button>/);
  });
});
