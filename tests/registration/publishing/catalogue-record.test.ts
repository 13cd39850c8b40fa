/** Another catalogue takes over our record: checked with the rules of DCAT-AP-NL 3 as they were published, which lie beside the project. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DataFactory, Parser, Store, type Term } from "n3";
import Validator from "rdf-validate-shacl";
import { describe, expect, it } from "vitest";
import { catalogueRecord } from "../../../src/registration/publishing/catalogue-record.ts";
import type { Release } from "../../../src/registration/disclosure/index.ts";

const shapes = join(import.meta.dirname, "../../../../shared/standards/dcat-ap-nl-3");
const { blankNode, literal, namedNode, quad } = DataFactory;

type Written = { readonly [name: string]: unknown };

/** Our record as statements. It writes every value out, so that its context holds prefixes only. */
function statements(record: string): Store {
  const { "@context": prefixes, ...root } = JSON.parse(record) as { readonly "@context": Readonly<Record<string, string>> } & Written;
  const store = new Store();
  const full = (name: string): string => name.replace(/^([a-z]+):(?!\/\/)/, (whole, prefix: string) => prefixes[prefix] ?? whole);
  const add = (node: Written): Term => {
    if ("@value" in node) return literal(String(node["@value"]), typeof node["@language"] === "string" ? node["@language"] : namedNode(full(typeof node["@type"] === "string" ? node["@type"] : "xsd:string")));
    const subject = typeof node["@id"] === "string" ? namedNode(full(node["@id"])) : blankNode();
    for (const [name, value] of Object.entries(node)) {
      if (name === "@id") continue;
      for (const one of [value].flat()) store.add(quad(subject, namedNode(name === "@type" ? "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" : full(name)), name === "@type" ? namedNode(full(String(one))) : (add(one as Written) as never)));
    }
    return subject;
  };
  add(root);
  return store;
}

const release = { id: "2027-q1", previous: [], total: "T", dims: {}, tables: [], meta: { rules: "", threshold: 5, code: "1.0.0", facts: "", made: "2027-04-05", approvedBy: 2 } } as Release;
const files = [{ path: "2027-q1.json", bytes: 10, hash: "00" }, { path: "2027-q1/role.csv", table: "role", bytes: 10, hash: "00" }];
const record = catalogueRecord(release, { origin: "https://gehoord.example", files, periods: ["2027-q1"], isMadeUp: false });

let rules: Store | undefined;
async function complaints(text: string): Promise<string[]> {
  rules ??= new Store(readdirSync(shapes).filter((name) => name.endsWith(".ttl")).flatMap((name) => new Parser().parse(readFileSync(join(shapes, name), "utf8"))));
  const { results } = await new Validator(rules).validate(statements(text));
  return results.filter((one) => one.severity?.value.endsWith("Violation") === true).map((one) => `${one.focusNode?.value ?? ""} ${one.path?.value ?? ""} ${one.sourceConstraintComponent?.value ?? ""}`);
}

describe.skipIf(!existsSync(shapes))("the catalogue record (shapes of DCAT-AP-NL 3 in ../shared/standards)", () => {
  it("breaks no rule", { timeout: 120_000 }, async () => {
    expect(await complaints(record)).toEqual([]);
  });

  it("and the check would see a record without licence, publisher or contact", { timeout: 120_000 }, async () => {
    const without = (name: string): string => record.replaceAll(new RegExp(`"${name}":`, "g"), '"skos:note":');
    for (const name of ["dct:license", "dct:publisher", "dcat:contactPoint", "dct:identifier", "dcat:theme"]) expect((await complaints(without(name))).length, name).toBeGreaterThan(0);
  });
});

describe("the catalogue record", () => {
  it("names address, size and checksum of every file, and the days it is about", () => {
    const written = JSON.parse(record) as Record<string, unknown>;
    const distributions = written["dcat:distribution"] as Record<string, { readonly "@id": string }>[];
    expect(distributions.map((one) => one["dcat:downloadURL"]?.["@id"])).toEqual(["https://gehoord.example/cijfers/bestand/2027-q1.json", "https://gehoord.example/cijfers/bestand/2027-q1/role.csv"]);
    expect(JSON.stringify(written["dct:temporal"])).toContain('"2027-01-01"');
    expect(JSON.stringify(written["dct:temporal"])).toContain('"2027-03-31"');
  });
});
