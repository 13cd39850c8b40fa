/**
 * The catalogue record of a release: DCAT-AP-NL 3 as JSON-LD, every value written out, so that no context has to be fetched. Publisher and contact are the
 * site itself; nothing is named that is not known.
 */
import type { Release } from "../disclosure/shape.ts";
import { isYear } from "../facts/weeks.ts";

export type RecordOrder = { readonly origin: string; /** Name → bytes and SHA-256, for the checksums. */ readonly files: readonly { readonly path: string; readonly table?: string; readonly bytes: number; readonly hash: string }[]; readonly periods: readonly string[]; readonly isMadeUp: boolean };

type Node = { readonly [name: string]: Value };
type Value = string | Node | readonly Value[];

const context = {
  adms: "http://www.w3.org/ns/adms#",
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  spdx: "http://spdx.org/rdf/terms#",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};

const authority = "http://publications.europa.eu/resource/authority/";
const inTwo = (nl: string, en: string): Value => [{ "@value": nl, "@language": "nl" }, { "@value": en, "@language": "en" }];
const day = (text: string): Value => ({ "@value": text, "@type": "xsd:date" });
const named = (id: string, type: string): Node => ({ "@id": id, "@type": type });
const concept = (path: string, nl: string, en: string): Node => ({ ...named(`${authority}${path}`, "skos:Concept"), "skos:prefLabel": inTwo(nl, en) });
const languages: Value = [named(`${authority}language/NLD`, "dct:LinguisticSystem"), named(`${authority}language/ENG`, "dct:LinguisticSystem")];

function distribution(release: Release, { origin }: RecordOrder, { path, table, bytes, hash }: RecordOrder["files"][number]): Node {
  const address = table === undefined ? `${origin}/cijfers/bestand/${release.id}.json` : `${origin}/cijfers/bestand/${release.id}/${table}.csv`;
  const [kind, media] = table === undefined ? ["JSON", "application/json"] : ["CSV", "text/csv"];
  return {
    ...named(`${address}#distribution`, "dcat:Distribution"),
    "dct:title": inTwo(table === undefined ? "Alle tabellen" : `Tabel ${table}`, table === undefined ? "All tables" : `Table ${table}`),
    "dct:description": inTwo(`Bestand ${path}`, `File ${path}`),
    "dcat:accessURL": named(`${origin}/cijfers`, "rdfs:Resource"),
    "dcat:downloadURL": named(address, "rdfs:Resource"),
    "dct:license": named(`${authority}licence/CC0`, "dct:LicenseDocument"),
    "dct:format": named(`${authority}file-type/${kind}`, "dct:MediaTypeOrExtent"),
    "dcat:mediaType": named(`https://www.iana.org/assignments/media-types/${media}`, "dct:MediaType"),
    "dct:language": languages,
    "dct:issued": day(release.meta.made),
    "dcat:byteSize": { "@value": String(bytes), "@type": "xsd:nonNegativeInteger" },
    "spdx:checksum": { "@type": "spdx:Checksum", "spdx:algorithm": { "@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256", "@type": "spdx:ChecksumAlgorithm" }, "spdx:checksumValue": { "@value": hash, "@type": "xsd:hexBinary" } },
  };
}

const firstDay = (period: string): string => (isYear(period) ? `${period}-01-01` : `${period.slice(0, 4)}-${String(Number(period.slice(-1)) * 3 - 2).padStart(2, "0")}-01`);
const lastDay = (period: string): string => (isYear(period) ? `${period}-12-31` : `${period.slice(0, 4)}-${["03-31", "06-30", "09-30", "12-31"][Number(period.slice(-1)) - 1] ?? ""}`);

function temporal(periods: readonly string[]): Node {
  const [begin = ""] = periods.map(firstDay).toSorted();
  return { "@type": "dct:PeriodOfTime", "dcat:startDate": day(begin), "dcat:endDate": day(periods.map(lastDay).toSorted().at(-1) ?? begin) };
}

export function catalogueRecord(release: Release, order: RecordOrder): string {
  const { origin, periods, isMadeUp } = order;
  const about = periods.join(", ");
  const agent: Node = { ...named(`${origin}/`, "foaf:Agent"), "foaf:name": inTwo("Gehoord", "Gehoord") };
  const made = isMadeUp ? inTwo("VERZONNEN gegevens, alleen om te oefenen. ", "MADE-UP data, for practice only. ") : inTwo("", "");
  const [madeNl, madeEn] = (made as readonly { readonly "@value": string }[]).map((one) => one["@value"]);
  const dataset: Node = {
    ...named(`${origin}/cijfers/bestand/${release.id}.json#dataset`, "dcat:Dataset"),
    "dct:title": inTwo(`${madeNl ?? ""}Sociale veiligheid op school: contacten met hulp, ${about}`, `${madeEn ?? ""}Social safety at school: contacts with help, ${about}`),
    "dct:description": inTwo(
      `${madeNl ?? ""}Hoe vaak mensen hulp zochten, waarover, bij wie en of het hielp. Getallen waaraan iemand te herkennen is, staan er niet in. Geteld naar de week van opschrijven.`,
      `${madeEn ?? ""}How often people looked for help, about what, with whom and whether it helped. Numbers by which somebody could be recognised are left out. Counted by week of registration.`,
    ),
    "dct:identifier": { "@value": `${origin}/cijfers/bestand/${release.id}.json` },
    "dct:accessRights": named(`${authority}access-right/PUBLIC`, "dct:RightsStatement"),
    "dcat:contactPoint": { "@type": ["vcard:Kind", "vcard:Organization"], "vcard:fn": { "@value": "Gehoord" }, "vcard:hasURL": { "@id": `${origin}/over` } },
    "dct:creator": agent,
    "dct:publisher": named(`${origin}/`, "foaf:Agent"),
    "dcat:theme": [concept("data-theme/EDUC", "Onderwijs, cultuur en sport", "Education, culture and sport"), concept("data-theme/SOCI", "Bevolking en samenleving", "Population and society")],
    "dcat:keyword": inTwo("sociale veiligheid", "social safety"),
    "dct:issued": day(release.meta.made),
    "dct:modified": day(release.meta.made),
    "dcat:version": { "@value": release.id },
    "adms:status": concept("dataset-status/COMPLETED", "Afgerond", "Completed"),
    "dct:language": languages,
    "dcat:landingPage": named(`${origin}/cijfers`, "foaf:Document"),
    "foaf:page": named(`${origin}/cijfers`, "foaf:Document"),
    "dct:conformsTo": named("https://www.w3.org/TR/tabular-data-model/", "dct:Standard"),
    "dct:spatial": named(`${authority}country/NLD`, "dct:Location"),
    "dct:temporal": temporal(periods),
    "dcat:distribution": order.files.map((file) => distribution(release, order, file)),
  };
  return `${JSON.stringify({ "@context": context, ...dataset }, null, 1)}\n`;
}
