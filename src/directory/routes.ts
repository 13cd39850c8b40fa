/** API routes of the directory: open data in the form of HSDS 3.0. */
import { z } from "zod";
import { anyone, type Day, dayOf, type Language, ok, type RequestContext, refused, type Route, route } from "../base/index.ts";
import { hsdsOrganisation, stableUuid } from "./hsds.ts";
import { type Directory, directoryOf } from "./records.ts";
import { contactSummary, isStale } from "./rules.ts";
import { ContactLines, type ContactLines as Lines } from "./shape.ts";

/** HSDS names its fields in snake_case; its own schemas say which, and the tests hold the answers against them. */
export const HsdsOrganisation = z.looseObject({ id: z.uuid(), name: z.string(), description: z.string() });
/** A page as HSDS describes it: everything fits on one. */
export const HsdsPage = z.looseObject({ size: z.int(), empty: z.boolean(), contents: z.array(HsdsOrganisation) });

function contactLines({ config, language, clock }: RequestContext): Lines {
  const directory = directoryOf(config.root);
  const now = clock.now();
  const services = directory.all().map((service) => ({
    id: service.id,
    organisation: directory.organisation(service.member)?.name[language] ?? service.member,
    name: service.name[language],
    does: service.does.map((one) => one[language]).join(" "),
    cannot: service.cannot.map((one) => one[language]).join(" "),
    openNow: directory.availability(service, now).openNow,
    lines: contactSummary(service, language).lines.map(({ kind, label, value, hours, note, outdated, verifiedAt }) => ({
      kind, label, value, hours, note, outdated, verifiedAt, stale: isStale(verifiedAt as Day, dayOf(now)),
    })),
  }));
  return { services };
}

const because = "The directory is open data, confirmed by the organisations themselves";
const made = new WeakMap<Directory, Map<Language, readonly z.output<typeof HsdsOrganisation>[]>>();

function organisationsIn(root: string, language: Language): readonly z.output<typeof HsdsOrganisation>[] {
  const directory = directoryOf(root);
  const known = made.get(directory) ?? new Map<Language, readonly z.output<typeof HsdsOrganisation>[]>();
  const organisations = known.get(language) ?? directory.organisations().map((one) => hsdsOrganisation(one, language));
  made.set(directory, known.set(language, organisations));
  return organisations;
}

function pageOf(contents: readonly z.output<typeof HsdsOrganisation>[]): z.output<typeof HsdsPage> {
  const size = contents.length;
  return { total_items: size, total_pages: 1, page_number: 1, size, first_page: true, last_page: true, empty: size === 0, contents: [...contents] };
}

const params = z.strictObject({ id: z.string().max(60) });

export const directoryRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/v1/organisations",
    who: anyone(because),
    summary: "All organisations with their services, contact, hours and sources (HSDS 3.0)",
    out: HsdsPage,
    refusals: [],
    handle: async ({ config, language }) => ok(pageOf(organisationsIn(config.root, language))),
  }),
  route({
    method: "GET",
    path: "/api/v1/organisations/{id}",
    who: anyone(because),
    summary: "One organisation by its short name (balans) or its UUID (HSDS 3.0)",
    params,
    out: HsdsOrganisation,
    refusals: ["not-found"],
    handle: async ({ config, language }, { params: { id } }: { params: z.output<typeof params>; query: unknown; body: unknown }) => {
      const found = organisationsIn(config.root, language).find((one) => one.id === id || one.id === stableUuid(`organization/${id}`));
      return found === undefined ? refused("not-found") : ok(found);
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/contact-lines",
    who: anyone(because),
    summary: "How every service is reached, for the desk: numbers with the day on which they were read",
    out: ContactLines,
    refusals: [],
    handle: async (context) => ok(contactLines(context)),
  }),
];
