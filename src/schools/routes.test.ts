import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bareContext } from "../../tests/support/bare-context.ts";
import { testDatabase } from "../../tests/support/database.ts";
import { buildApi, createAddressOf, createLimits } from "../api/index.ts";
import { type Database, ok } from "../base/index.ts";
import { importSchools } from "./index.ts";
import { schoolRoutes } from "./routes.ts";

let db: Database;
beforeAll(async () => {
  db = await testDatabase();
  await importSchools({ db }, join(import.meta.dirname, "../../content/examples/schools.csv"));
});
afterAll(() => db.close());

function get(query: string, path = "/api/v1/schools"): Promise<Response> {
  const context = { ...bareContext(), db };
  const app = buildApi({ context, routes: schoolRoutes, authorise: async () => ok({ kind: "visitor" }), limits: createLimits(context), addressOf: createAddressOf([]) });
  return Promise.resolve(app.request(`${path}${query}`));
}

describe("GET /api/v1/schools", () => {
  it("gives at most ten schools with name, place, code and kind, best first, however it is spelt", async () => {
    const answer = await get("?query=voorbeldskool%20kompas");
    expect(answer.status).toBe(200);
    const { schools } = (await answer.json()) as { schools: unknown[] };
    expect(schools[0]).toEqual({ location: "99ZZ01", brin: "99ZZ", name: "Voorbeeldschool Het Kompas", place: "Voorbeeldstad", postcode: null, sector: "po" });
    expect(schools.length).toBeLessThanOrEqual(10);
    expect(((await (await get("?query=voorbeeld")).json()) as { schools: unknown[] }).schools).toHaveLength(10);
  });

  it("gives nothing for what fits no school, and refuses a question without words", async () => {
    expect(await (await get("?query=qqqqqqqq")).json()).toEqual({ schools: [] });
    for (const wrong of ["", "?query=", "?query=a", `?query=${"a".repeat(81)}`, "?q=kompas"]) expect((await get(wrong)).status, wrong).toBe(400);
  });
});

describe("GET /api/v1/school-places", () => {
  it("gives all places and schools by province, and takes no question about one of them", async () => {
    const { provinces } = (await (await get("", "/api/v1/school-places")).json()) as { provinces: { province: string; places: string[]; brins: string[] }[] };
    expect(provinces.map(({ province }) => province)).toEqual(expect.arrayContaining(["Noord-Holland", "Utrecht"]));
    expect(provinces.find(({ province }) => province === "Utrecht")).toMatchObject({ places: ["Voorbeeldstad"], brins: expect.arrayContaining(["99ZZ"]) as unknown });
    expect((await get("?query=kompas", "/api/v1/school-places")).status).toBe(400);
  });
});
