/** The rules of the NL API Design Rules that can be read from a document (their linter of developer.overheid.nl, read 2026-11). */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { routes as accounts } from "../accounts/routes.ts";
import { routes as caseRoutes } from "../cases/routes/index.ts";
import { directoryRoutes as directory } from "../directory/routes.ts";
import { schoolRoutes as schools } from "../schools/routes.ts";
import { routes as signpost } from "../signpost/routes.ts";
import { anyone, ok, route } from "../base/index.ts";
import { complaints } from "../../tests/support/design-rules.ts";
import { openApiDocument } from "./openapi.ts";

const routes = [
  route({
    method: "GET",
    path: "/api/v1/schools/{brin}",
    who: anyone("a test"),
    summary: "One school",
    params: z.strictObject({ brin: z.string() }),
    query: z.strictObject({ withOld: z.stringbool().optional() }),
    out: z.strictObject({ name: z.string(), since: z.iso.date() }),
    refusals: ["not-found"],
    handle: () => Promise.resolve(ok({ name: "", since: "" })),
  }),
  route({ method: "POST", path: "/api/v1/reports", who: { kind: "can", permission: "case.write" }, summary: "Sends", body: z.strictObject({ sealed: z.string() }), out: "nothing", refusals: ["intake-closed"], handle: () => Promise.resolve(ok(undefined)) }),
];
type Document = Record<string, never> & { paths: Record<string, Record<string, Record<string, unknown>>> };
const document = openApiDocument(routes, { origin: "https://gehoord.example" }) as Document;

describe("the OpenAPI document", () => {
  it("follows the API Design Rules", () => {
    expect(complaints(document)).toEqual([]);
  });

  it("says of every route who may use it and what it can refuse", () => {
    const post = document.paths["/reports"]?.["post"];
    expect(post).toMatchObject({ "x-who": "case.write", security: [{ session: [] }] });
    expect(Object.keys(post?.["responses"] as object)).toEqual(["204", "400", "401", "403", "409", "413", "415", "422", "500", "503"]);
  });

  it("does not change when the routes come in another order", () => {
    expect(openApiDocument([...routes].reverse(), { origin: "https://gehoord.example" })).toEqual(document);
  });
});

describe("the document of the product's own routes", () => {
  const whole = openApiDocument([...accounts, ...schools, ...directory, ...signpost, ...caseRoutes], { origin: "https://gehoord.example" });

  it("follows the API Design Rules", () => {
    expect(complaints(whole)).toEqual([]);
  });

  it("names every route once", () => {
    const named = [...accounts, ...schools, ...directory, ...signpost, ...caseRoutes].map(({ method, path }) => `${method} ${path.replaceAll(/\{[^}]+\}/g, "{}")}`);
    expect(named.filter((name, index) => named.indexOf(name) !== index)).toEqual([]);
  });
});

describe("the design rules' check", () => {
  it("would see a document that breaks them", () => {
    const broken = { openapi: "2.0", info: { version: "1", contact: { name: "x" } }, servers: [{ url: "http://a/api" }], paths: { "/Some_Path/": { patch: {}, get: { operationId: "a", parameters: [{ in: "query", name: "Some_Name" }], responses: { "200": {}, "404": { content: { "application/json": {} } } } }, trace: {} } } };
    const rules = new Set(complaints(broken).map((complaint) => complaint.split(":")[0]));
    const expected = ["openapi3", "semver", "info-contact-fields-exist", "include-major-version-in-uri", "servers-use-https", "paths-no-trailing-slash"];
    const inPaths = ["paths-kebab-case", "http-methods", "query-keys-camel-case", "missing-version-header", "use-problem-schema", "problem-invalid-input", "operation-operationId-unique"];
    expect([...rules].sort()).toEqual([...expected, ...inPaths].sort());
  });
});
