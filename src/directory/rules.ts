/** Pure decisions about services: reachable now, stale or not, and contact lines in words. */
import type { Day, Language } from "../base/index.ts";
import { type Hours, isOpenAt, opensAt, plusDays } from "../clock/index.ts";
import type { Availability, Channel, ContactLine, ContactSummary, Service } from "./shape.ts";
import { directoryTexts } from "./texts/index.ts";
import { hoursInWords } from "./texts/hours.ts";

/** Channels on which a person answers at once. A form or a letter is never "open now". */
const isLive = (channel: Channel): boolean => (channel.kind === "phone" || channel.kind === "chat") && channel.value !== null && !channel.outdated;

function earliest(hours: readonly Hours[], at: Date): Date | undefined {
  const moments = hours.map((one) => opensAt(one, at)).filter((moment) => moment instanceof Date);
  return moments.sort((one, other) => one.getTime() - other.getTime())[0];
}

/** Exact for the instant; `Directory.availability` keeps the answer of the minute. */
export function availabilityAt(service: Service, at: Date): Availability {
  const hours = service.channels.filter(isLive).map((channel) => channel.opening);
  const answers = hours.map((one) => isOpenAt(one, at));
  if (answers.includes(true)) return { openNow: true };
  const opens = earliest(hours, at);
  const openNow = answers.length === 0 || answers.includes("unknown") ? "unknown" : false;
  return opens === undefined ? { openNow } : { openNow, opensAt: opens };
}

/** Organisations confirm their entry every quarter; after 92 days it is marked, and its date is shown. */
export function isStale(verifiedAt: Day, today: Day): boolean {
  return plusDays(verifiedAt, 92) < today;
}

/** The services of which some fact was not confirmed for a quarter: the coordinator asks those organisations again. */
export function staleServices(services: readonly Service[], today: Day): readonly Service[] {
  return services.filter((service) => [service, ...service.channels].some(({ verifiedAt }) => isStale(verifiedAt, today)));
}

/** Address to follow for a channel: digits only behind `tel:`; a site may be written without `https://`. */
export function hrefOf(channel: Pick<Channel, "kind" | "value">): string | null {
  if (channel.value === null) return null;
  if (channel.kind === "phone") return `tel:${channel.value.replaceAll(/[^0-9+]/g, "")}`;
  if (channel.kind === "mail") return `mailto:${channel.value}`;
  if (/^https?:\/\//.test(channel.value)) return channel.value;
  return channel.kind === "form" || channel.kind === "chat" ? `https://${channel.value}` : null;
}

function lineOf(channel: Channel, language: Language): ContactLine {
  return {
    kind: channel.kind,
    label: channel.label?.[language] ?? directoryTexts[language].channels[channel.kind],
    value: channel.value,
    href: hrefOf(channel),
    hours: hoursInWords(channel.opening, language),
    note: channel.note?.[language] ?? null,
    outdated: channel.outdated,
    verifiedAt: channel.verifiedAt,
    sourceUrl: channel.sourceUrl,
  };
}

/** Every way to reach a service, current ones first. */
export function contactSummary(service: Service, language: Language): ContactSummary {
  const lines = service.channels.toSorted((one, other) => Number(one.outdated) - Number(other.outdated)).map((channel) => lineOf(channel, language));
  return { id: service.id, name: service.name[language], lines };
}
