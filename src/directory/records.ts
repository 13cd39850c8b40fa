/** Reads `content/organisations` once and answers from memory. Anything wrong in the content stops the start. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { OrganisationId } from "../base/index.ts";
import { availabilityAt } from "./rules.ts";
import { type Availability, type Organisation, OrganisationFile, type Service } from "./shape.ts";

export interface Directory {
  /** Members first, then the ministry, then referrals; by Dutch name within each. */
  organisations(): readonly Organisation[];
  organisation(id: string): Organisation | undefined;
  /** Every service of every organisation. */
  all(): readonly Service[];
  service(id: string): Service | undefined;
  /** Cached per service and minute: cheap enough to call for every step of every outcome. */
  availability(service: Service, at: Date): Availability;
}

const standings = ["member", "ministry", "referral"];

function readOrganisation(folder: string, file: string): Organisation {
  const parsed = OrganisationFile.safeParse(JSON.parse(readFileSync(join(folder, file), "utf8")));
  if (!parsed.success) throw new Error(`${file}: ${parsed.error.message}`);
  if (`${parsed.data.id}.json` !== file) throw new Error(`${file}: holds the organisation ${parsed.data.id}`);
  const services = parsed.data.services.map((service) => ({ ...service, member: parsed.data.id }));
  return { ...parsed.data, services };
}

function byId<T extends { readonly id: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  const found = new Map(things.map((thing) => [thing.id, thing] as const));
  if (found.size !== things.length) throw new Error("two organisations or two services have the same id");
  return found;
}

/** Answers of one minute; emptied when another minute is asked. */
function remembered(): Directory["availability"] {
  const answers = new Map<Service, Availability>();
  let minute = Number.NaN;
  return (service, at) => {
    const asked = Math.floor(at.getTime() / 60_000);
    if (asked !== minute) answers.clear();
    minute = asked;
    const answer = answers.get(service) ?? availabilityAt(service, at);
    answers.set(service, answer);
    return answer;
  };
}

/** Reads and checks the whole directory under `<root>/content/organisations`. Throws, naming the file, when one is wrong. */
export function loadDirectory(root: string): Directory {
  const folder = join(root, "content", "organisations");
  const organisations = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((file) => readOrganisation(folder, file))
    .sort((one, other) => standings.indexOf(one.standing) - standings.indexOf(other.standing) || one.name.nl.localeCompare(other.name.nl, "nl"));
  const services = organisations.flatMap((one) => one.services);
  const [organisationOf, serviceOf] = [byId(organisations), byId(services)];
  return {
    organisations: () => organisations,
    organisation: (id: OrganisationId | string) => organisationOf.get(id),
    all: () => services,
    service: (id) => serviceOf.get(id),
    availability: remembered(),
  };
}

const loaded = new Map<string, Directory>();

/** The directory of an installation, read the first time and kept. `main` calls it at start, so that errors show then. */
export function directoryOf(root: string): Directory {
  const known = loaded.get(root) ?? loadDirectory(root);
  loaded.set(root, known);
  return known;
}
