import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { bareContext } from "../../tests/support/bare-context.ts";
import { buildApi, createAddressOf, createLimits } from "../api/index.ts";
import { type Language, ok, type RequestContext } from "../base/index.ts";
import { directoryRoutes, HsdsOrganisation, HsdsPage } from "./routes.ts";

const root = join(import.meta.dirname, "../..");
const schemas = join(root, "../shared/standards/hsds-3");
const hasSchemas = existsSync(schemas);

const contextIn = (language: Language): RequestContext => ({ ...bareContext({ root }), actor: { kind: "visitor" }, language });

async function asked(path: string, id: string | undefined, language: Language = "nl"): Promise<unknown> {
  const route = directoryRoutes.find((one) => one.path === path);
  const result = await route?.handle(contextIn(language), { params: { id }, query: undefined, body: undefined });
  return result?.ok === true ? result.value : result?.because;
}
const list = async (language: Language = "nl"): Promise<HsdsPageOf> => HsdsPage.parse(await asked("/api/v1/organisations", undefined, language)) as unknown as HsdsPageOf;
type Part = Readonly<Record<string, unknown>>;
type HsdsPageOf = { readonly contents: readonly (Part & { readonly id: string; readonly services: readonly Part[] })[]; readonly size: number };

describe.skipIf(!hasSchemas)("another directory takes over our data (schemas of HSDS 3 in ../shared/standards)", () => {
  const validator = (name: string) => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    // ajv-formats is CommonJS: its plugin is the default of the default.
    (addFormats as unknown as { default: typeof addFormats.default }).default(ajv);
    ajv.addFormat("csv", true);
    return ajv.compile(JSON.parse(readFileSync(join(schemas, name), "utf8")) as object);
  };

  it("every organisation is valid, in the list and alone, in both languages", { timeout: 120_000 }, async () => {
    const [inList, alone] = [validator("organization_list.json"), validator("organization.json")];
    for (const language of ["nl", "en"] as const) {
      const { contents } = await list(language);
      expect(contents.length).toBeGreaterThan(30);
      for (const one of contents) {
        expect(inList(one), JSON.stringify(inList.errors)).toBe(true);
        expect(alone(one), JSON.stringify(alone.errors)).toBe(true);
      }
    }
  });

  it("and the check would see a wrong one", async () => {
    const alone = validator("organization.json");
    const [first] = (await list()).contents;
    expect(alone({ ...first, id: "balans" })).toBe(false);
    expect(alone({ ...first, website: "not an address" })).toBe(false);
    expect(alone({ ...first, services: [{ id: first?.id, name: "x" }] })).toBe(false);
  });
});

describe("the directory as open data", () => {
  it("is one page with every organisation and its services", async () => {
    const page = await list();
    expect(page).toMatchObject({ total_items: page.contents.length, total_pages: 1, page_number: 1, size: page.contents.length, first_page: true, last_page: true, empty: false });
  });

  it("tells numbers, hours, what they cannot do, source and date", async () => {
    const balans = (await asked("/api/v1/organisations/{id}", "balans", "en")) as HsdsPageOf["contents"][number];
    expect(balans.services[0]).toMatchObject({ status: "active", assured_date: "2026-08-31", phones: [{ number: "030-225 50 50" }] });
    expect(balans.services[0]?.["schedules"]).toMatchObject([{ freq: "WEEKLY", byday: "MO,TU,WE,TH", opens_at: "10:00", closes_at: "13:00", notes: expect.stringContaining("not known") }]);
    expect(JSON.stringify(balans)).toContain("They do not decide who is right.");
    expect(JSON.stringify(balans)).toContain('"updated_by":"https://balansdigitaal.nl/steunpunt-sociale-veiligheid-op-school"');
    const laks = (await asked("/api/v1/organisations/{id}", "laks")) as HsdsPageOf["contents"][number];
    expect(laks.services[0]?.["schedules"]).toEqual([]);
  });

  it("gives an organisation by its short name and by its UUID, which never changes", async () => {
    const balans = HsdsOrganisation.parse(await asked("/api/v1/organisations/{id}", "balans"));
    expect(balans.id).toBe("62da48b5-55f3-5698-ada9-24a6c3030dcd");
    expect(await asked("/api/v1/organisations/{id}", balans.id)).toEqual(balans);
    expect(await asked("/api/v1/organisations/{id}", "nobody")).toBe("not-found");
  });

  it("has no id twice", async () => {
    const ids: string[] = [];
    const gather = (part: unknown): void => {
      if (Array.isArray(part)) part.forEach(gather);
      else if (typeof part === "object" && part !== null) {
        if ("id" in part && typeof part.id === "string") ids.push(part.id);
        Object.values(part).forEach(gather);
      }
    };
    gather((await list()).contents);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("over HTTP", () => {
  const context = bareContext({ root });
  const app = buildApi({ context, routes: directoryRoutes, authorise: async () => ok({ kind: "visitor" }), limits: createLimits(context), addressOf: createAddressOf([]) });

  it("the list and one organisation answer with the version of the API, in the asked language", async () => {
    const answer = await app.request("/api/v1/organisations", { headers: { "accept-language": "en" } });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(answer.headers.get("api-version")).toMatch(/^\d+\.\d+\.\d+$/);
    expect(JSON.stringify(await answer.json())).toContain("Confidential inspectors");
    expect(await (await app.request("/api/v1/organisations/balans")).json()).toMatchObject({ alternate_name: "balans" });
  });

  it("an organisation that is not there is a problem with a reason, and a stray question mark is refused", async () => {
    const answer = await app.request("/api/v1/organisations/nobody");
    expect([answer.status, answer.headers.get("content-type")?.split(";")[0]]).toEqual([404, "application/problem+json"]);
    expect((await app.request("/api/v1/organisations?what=this")).status).toBe(400);
  });
});
