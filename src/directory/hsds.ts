/**
 * The directory as Open Referral data (HSDS 3.0, organization with its services), for other directories to take over.
 *
 * Times are wall-clock times in Europe/Amsterdam without an offset, because a weekly schedule has two offsets a year; the
 * notes of each schedule say so. What is not known is left out: HSDS has no word for "not known", and a guess must not travel.
 */
import { createHash } from "node:crypto";
import type { Language } from "../base/index.ts";
import { type Hours, type Opening, type Period, Weekdays } from "../clock/index.ts";
import type { Channel, Organisation, Service } from "./shape.ts";
import { hsdsTexts } from "./texts/hsds.ts";

type Json = string | number | readonly Json[] | { readonly [name: string]: Json };
type Thing = { readonly [name: string]: Json };

const namespace = Buffer.from("6f1c1f0e6d0b4a0e9d0b5a9b2f7c4e11", "hex");

/** The same thing has the same UUID in every answer and every release (RFC 9562, version 5). */
export function stableUuid(name: string): string {
  const hash = createHash("sha1").update(namespace).update(name).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Who said so and when it was read: HSDS keeps that as the history of a field. */
function metadataOf(path: string, field: string, value: string, from: Pick<Channel, "verifiedAt" | "source" | "sourceUrl">): readonly Thing[] {
  return [
    {
      id: stableUuid(`metadata/${path}`),
      resource_id: stableUuid(path),
      resource_type: path.split("/")[0] ?? "",
      last_action_date: from.verifiedAt,
      last_action_type: "VERIFY",
      field_name: field,
      previous_value: "",
      replacement_value: value,
      updated_by: from.sourceUrl ?? from.source,
    },
  ];
}

const dayCodes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const timeOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Weekdays with the same period make one schedule, as in `RRULE:FREQ=WEEKLY;BYDAY=MO,TU`. */
function schedulesOf(opening: Opening): readonly { readonly period: Period; readonly days: readonly string[] }[] {
  const found = new Map<string, { period: Period; days: string[] }>();
  for (const [number, weekday] of Weekdays.entries()) {
    for (const period of opening.week[weekday]) {
      const one = found.get(`${period.from}-${period.to}`) ?? { period, days: [] };
      one.days.push(dayCodes[number] ?? "");
      found.set(`${period.from}-${period.to}`, one);
    }
  }
  return [...found.values()];
}

function schedulesOfChannel(service: Service, channel: Channel, path: string, hours: Hours, language: Language): readonly Thing[] {
  if (hours === "unknown" || channel.outdated) return [];
  const texts = hsdsTexts[language];
  return schedulesOf(hours).map(({ period, days }, index) => ({
    id: stableUuid(`schedule/${path}/${index}`),
    service_id: stableUuid(`service/${service.id}`),
    freq: "WEEKLY",
    wkst: "MO",
    byday: days.join(","),
    opens_at: timeOf(period.from),
    closes_at: timeOf(period.to > 1440 ? period.to - 1440 : period.to),
    attending_type: channel.kind,
    notes: `${texts.localTime} ${texts.holidays[hours.holidays]}`,
  }));
}

function phonesOf(service: Service, language: Language): readonly Thing[] {
  return service.channels.flatMap((channel, index) => {
    if (channel.kind !== "phone" || channel.value === null) return [];
    const path = `phone/${service.id}/${index}`;
    const description = [channel.label?.[language], channel.note?.[language]].filter((part) => part !== undefined).join(". ");
    return [
      {
        id: stableUuid(path),
        service_id: stableUuid(`service/${service.id}`),
        number: channel.value,
        type: "voice",
        ...(description === "" ? {} : { description }),
        metadata: metadataOf(path, "number", channel.value, channel),
      },
    ];
  });
}

function attributesOf(service: Service, language: Language): readonly Thing[] {
  const linked = service.channels.filter(({ kind, value }) => ["chat", "form", "post"].includes(kind) && value !== null);
  const values: readonly (readonly [string, string])[] = [
    ...service.roles.map((role) => ["role", role] as const),
    ...(typeof service.sectors === "string" ? [] : service.sectors.map((sector) => ["sector", sector] as const)),
    ...(typeof service.topics === "string" ? [] : service.topics.map((topic) => ["topic", topic] as const)),
    ...service.cannot.map((sentence) => ["cannot", sentence[language]] as const),
    ...linked.map(({ kind, value }) => [kind, value ?? ""] as const),
    ["anonymity", service.anonymity],
    ["source", service.sourceUrl ?? service.source],
  ];
  return values.map(([type, value], index) => ({
    id: stableUuid(`attribute/${service.id}/${index}`),
    link_id: stableUuid(`service/${service.id}`),
    link_type: type,
    link_entity: "service",
    value,
  }));
}

const sentences = (parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined && part !== "").join(" ");

function serviceOf(organisation: Organisation, service: Service, language: Language): Thing {
  const texts = hsdsTexts[language];
  const mail = service.channels.find(({ kind, value, outdated }) => kind === "mail" && value !== null && !outdated)?.value;
  const path = `service/${service.id}`;
  return {
    id: stableUuid(path),
    organization_id: stableUuid(`organization/${organisation.id}`),
    name: service.name[language],
    alternate_name: service.id,
    description: sentences(service.does.map((sentence) => sentence[language])),
    status: "active",
    assured_date: service.verifiedAt,
    eligibility_description: sentences([texts.forWhom(service.roles), service.condition?.[language]]),
    ...(typeof service.ages?.from === "number" ? { minimum_age: service.ages.from } : {}),
    ...(typeof service.ages?.to === "number" ? { maximum_age: service.ages.to } : {}),
    ...(service.cost === "unknown" ? {} : { fees_description: texts.cost[service.cost] }),
    ...(mail === undefined || mail === null ? {} : { email: mail }),
    ...(organisation.website === null ? {} : { url: organisation.website }),
    phones: phonesOf(service, language),
    schedules: service.channels.flatMap((channel, index) => schedulesOfChannel(service, channel, `${service.id}/${index}`, channel.opening, language)),
    languages: (service.languages ?? []).map((code) => ({ id: stableUuid(`language/${service.id}/${code}`), service_id: stableUuid(path), code, name: texts.languageName(code) })),
    attributes: attributesOf(service, language),
    metadata: metadataOf(path, "description", sentences(service.does.map((sentence) => sentence[language])), service),
  };
}

export type HsdsRecord = { readonly id: string; readonly name: string; readonly description: string; readonly [more: string]: Json };

/** One organisation with its services, valid against HSDS 3.0 `organization.json`. */
export function hsdsOrganisation(organisation: Organisation, language: Language): HsdsRecord {
  const path = `organization/${organisation.id}`;
  return {
    id: stableUuid(path),
    name: organisation.name[language],
    alternate_name: organisation.id,
    description: organisation.does[language],
    ...(organisation.website === null ? {} : { website: organisation.website }),
    services: organisation.services.map((service) => serviceOf(organisation, service, language)),
    metadata: metadataOf(path, "description", organisation.does[language], organisation),
  };
}
