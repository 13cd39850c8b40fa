/** API routes of the register. */
import { z } from "zod";
import { anyone, ok, type Route, route } from "../base/index.ts";
import { findSchools, placesByProvince } from "./records.ts";
import { SchoolHit, SchoolPlaces } from "./shape.ts";

export const FoundSchools = z.strictObject({ schools: z.array(SchoolHit).max(10) });
const query = z.strictObject({ query: z.string().trim().min(2).max(80) });

export const schoolRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/v1/schools",
    who: anyone("The register of schools is open data; the pages for visitors ask by form, so that no school stands in an address"),
    summary: "Schools by name, place, postcode or BRIN, spelling forgiven: at most ten, best first",
    query,
    out: FoundSchools,
    refusals: ["input-invalid"],
    handle: async (context, input: { params: unknown; query: z.output<typeof query>; body: unknown }) => ok({ schools: [...(await findSchools(context, input.query.query))] }),
  }),
  route({
    method: "GET",
    path: "/api/v1/school-places",
    who: anyone("The register of schools is open data; who asks for all of it says nothing about one school"),
    summary: "Places and schools (BRIN) of every province, all of them at once",
    out: SchoolPlaces,
    refusals: [],
    handle: async (context) => ok({ provinces: (await placesByProvince(context)).map(({ province, places, brins }) => ({ province, places: [...places], brins: [...brins] })) }),
  }),
];
