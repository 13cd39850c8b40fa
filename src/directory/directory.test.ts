import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Day } from "../base/index.ts";
import { type Hours, Weekdays } from "../clock/index.ts";
import { availabilityInWords, type Channel, contactSummary, type Directory, hoursInWords, isStale, loadDirectory, type Service, staleServices } from "./index.ts";

const root = join(import.meta.dirname, "../..");
const notes = join(root, "../shared/domain.md");
const hasNotes = existsSync(notes);
const directory: Directory = loadDirectory(root);
const at = (written: string): Date => new Date(written);
const service = (id: string): Service => {
  const found = directory.service(id);
  if (found === undefined) throw new Error(`no service ${id}`);
  return found;
};
const now = (id: string, instant: string) => directory.availability(service(id), at(instant));

/** The ids of product.md 3.1 and of the table in section 2.3 of the notes. */
const contract =
  "kindertelefoon laks ouders-onderwijs balans sv-adviespunt sv-calamiteitenteam vertrouwensinspecteur inspectie-loket lkc gcbo kinderombudsman regenboogloket coc rutgers aob po-raad vo-raad ingrado veilig-thuis csg discriminatie-nl discriminatie-nl-jeugd 112 police 113 chat-fier slachtofferhulp college-rechten-mens onderwijsconsulenten geschillencommissie-passend-onderwijs job-mbo juridisch-loket meld-misdaad-anoniem ocw halt lsvb lbvso helpwanted nctv attendance-officer".split(
    " ",
  );

describe("the directory", () => {
  it("knows every service that the signpost may name, and each names its member", () => {
    for (const id of contract) expect(directory.service(id)?.id, id).toBe(id);
    expect(directory.all().map(({ id }) => id as string).toSorted()).toEqual(contract.toSorted());
    for (const one of directory.all()) expect(directory.organisation(one.member)?.services).toContain(one);
    expect([service("inspectie-loket").member, service("vertrouwensinspecteur").member, service("lkc").member]).toEqual(["inspectie", "inspectie", "onderwijsgeschillen"]);
  });

  it("has the sixteen members of the network first, the ministry apart", () => {
    const standings = directory.organisations().map(({ standing }) => standing);
    expect(standings.filter((standing) => standing === "member")).toHaveLength(16);
    expect(standings.slice(0, 16)).toEqual(Array.from({ length: 16 }, () => "member"));
    expect(directory.organisation("ocw")?.standing).toBe("ministry");
  });

  it("says of everybody what they cannot do, in both languages", () => {
    for (const one of directory.all()) for (const { nl, en } of [...one.cannot, ...one.does]) expect(nl, one.id).not.toBe(en);
  });

  it("sends no pupil and no parent to a desk that is not for them", () => {
    for (const id of ["sv-adviespunt", "sv-calamiteitenteam", "aob", "po-raad", "vo-raad", "nctv"]) expect(service(id).roles, id).not.toContain("pupil");
    expect(service("kindertelefoon").roles).toEqual(["pupil"]);
    expect(service("lsvb").condition?.nl).toContain("universiteit");
  });

  it("answers in well under the time the signpost has for a whole outcome", () => {
    const instant = at("2026-09-01T10:00:00+02:00");
    const all = directory.all();
    for (const one of all) directory.availability(one, instant);
    const start = performance.now();
    for (let round = 0; round < 1000; round += 1) for (const one of all) directory.availability(one, instant);
    expect((performance.now() - start) / 1000).toBeLessThan(0.1);
  });
});

describe("somebody wants to know who can be reached now", () => {
  it("the confidential inspector on a working day, not in the evening, not at Christmas", () => {
    expect(now("vertrouwensinspecteur", "2026-09-01T10:00:00+02:00")).toEqual({ openNow: true });
    expect(now("vertrouwensinspecteur", "2026-09-01T17:00:00+02:00")).toEqual({ openNow: false, opensAt: at("2026-09-02T08:00:00+02:00") });
    expect(now("vertrouwensinspecteur", "2026-12-25T10:00:00+01:00")).toEqual({ openNow: false, opensAt: at("2026-12-28T08:00:00+01:00") });
  });

  it("the Kindertelefoon every day from eleven, also at Christmas", () => {
    expect(now("kindertelefoon", "2026-12-25T11:00:00+01:00")).toEqual({ openNow: true });
    expect(now("kindertelefoon", "2026-12-25T21:00:00+01:00")).toEqual({ openNow: false, opensAt: at("2026-12-26T11:00:00+01:00") });
  });

  it("Balans on Friday: sources disagree, so it is not known; on Thursday it is", () => {
    expect(now("balans", "2026-09-04T11:00:00+02:00")).toEqual({ openNow: "unknown", opensAt: at("2026-09-07T10:00:00+02:00") });
    expect(now("balans", "2026-09-03T11:00:00+02:00")).toEqual({ openNow: true });
  });

  it("whose hours nobody published: not known, never closed", () => {
    for (const id of ["laks", "ouders-onderwijs", "regenboogloket", "chat-fier", "inspectie-loket", "police"]) expect(now(id, "2026-09-01T03:00:00+02:00"), id).toEqual({ openNow: "unknown" });
  });

  it("danger numbers day and night", () => {
    for (const id of ["112", "113", "veilig-thuis", "csg", "sv-calamiteitenteam"]) expect(now(id, "2026-12-25T03:00:00+01:00"), id).toEqual({ openNow: true });
  });

  it("and every minute is asked anew", () => {
    expect(now("vertrouwensinspecteur", "2026-09-01T16:59:59+02:00")).toEqual({ openNow: true });
    expect(now("vertrouwensinspecteur", "2026-09-01T17:00:00+02:00").openNow).toBe(false);
    expect(now("vertrouwensinspecteur", "2026-09-01T16:59:59+02:00")).toEqual({ openNow: true });
  });

  it("in words, in both languages", () => {
    const said = (id: string, instant: string, language: "nl" | "en"): string => availabilityInWords(now(id, instant), at(instant), language);
    expect(said("csg", "2026-09-01T03:00:00+02:00", "nl")).toBe("Nu open");
    expect(said("vertrouwensinspecteur", "2026-09-01T07:00:00+02:00", "nl")).toBe("Nu dicht. Open vandaag om 8.00 uur");
    expect(said("vertrouwensinspecteur", "2026-09-01T18:00:00+02:00", "en")).toBe("Closed now. Opens tomorrow at 8:00");
    expect(said("vertrouwensinspecteur", "2026-09-04T18:00:00+02:00", "nl")).toBe("Nu dicht. Open maandag om 8.00 uur");
    expect(said("balans", "2026-09-04T11:00:00+02:00", "nl")).toBe("We weten niet of ze nu open zijn. Open maandag om 10.00 uur");
    expect(said("laks", "2026-09-04T11:00:00+02:00", "en")).toBe("We do not know if they are open now");
    expect(availabilityInWords({ openNow: false }, at("2026-09-04T11:00:00Z"), "nl")).toBe("Nu dicht");
    expect(availabilityInWords({ openNow: false, opensAt: at("2026-09-14T08:30:00Z") }, at("2026-09-04T11:00:00Z"), "nl")).toBe("Nu dicht. Open op 14 september om 10.30 uur");
  });

  it("hours are told by groups of days", () => {
    const of = (id: string, index: number): Hours => service(id).channels[index]?.opening ?? "unknown";
    expect(hoursInWords(of("balans", 0), "nl")).toBe("Maandag tot en met donderdag van 10.00 tot 13.00 uur. Niet zeker: vrijdag tot en met zondag van 10.00 tot 13.00 uur. Op feestdagen: niet bekend.");
    expect(hoursInWords(of("vertrouwensinspecteur", 0), "en")).toBe("Monday to Friday from 8:00 to 17:00. Not on public holidays.");
    expect(hoursInWords(of("113", 0), "nl")).toBe("Dag en nacht, elke dag.");
    expect(hoursInWords(of("laks", 0), "nl")).toBeNull();
  });
});

describe("how to reach them", () => {
  it("numbers can be touched, sites and mail followed, and what is not known is not there", () => {
    const { lines } = contactSummary(service("vertrouwensinspecteur"), "nl");
    expect(lines[0]).toMatchObject({ kind: "phone", label: "Bellen", value: "0900-111 3 111", href: "tel:09001113111", outdated: false, verifiedAt: "2026-08-31" });
    expect(lines[1]).toMatchObject({ label: "Bellen uit het buitenland", href: "tel:+31306706001", outdated: true });
    expect(contactSummary(service("chat-fier"), "en").lines[0]).toMatchObject({ label: "Chat", value: "chatmetfier.nl", href: "https://chatmetfier.nl", hours: null });
    expect(contactSummary(service("halt"), "nl").lines[1]).toMatchObject({ href: "mailto:info@halt.nl" });
    expect(contactSummary(service("regenboogloket"), "nl").lines[0]).toMatchObject({ value: null, href: null, hours: null });
  });

  it("the newer of two numbers stands first, the older says that it is old", () => {
    expect(contactSummary(service("ouders-onderwijs"), "nl").lines.map(({ value, outdated }) => [value, outdated])).toEqual([
      ["088-605 01 01", false],
      ["0800-5010", true],
      ["vraag@oudersonderwijs.nl", true],
    ]);
  });

  it("an entry that nobody confirmed for a quarter is stale", () => {
    expect([isStale("2026-08-31" as Day, "2026-12-01" as Day), isStale("2026-08-31" as Day, "2026-12-02" as Day)]).toEqual([false, true]);
    expect(staleServices(directory.all(), "2026-12-01" as Day)).toEqual([]);
    expect(staleServices(directory.all(), "2026-12-02" as Day)).toHaveLength(directory.all().length);
  });
});

describe.skipIf(!hasNotes)("nothing in the directory is invented (held against ../shared/domain.md)", () => {
  const text = hasNotes ? readFileSync(notes, "utf8").replaceAll("**", "") : "";
  const sources = new Map([...text.slice(text.indexOf("## 12. Source keys")).matchAll(/^\| ([a-z0-9-]+) \| (.*) \|$/gm)].map((row) => [row[1] ?? "", /https?:\/\/[^\s)]+/.exec(row[2] ?? "")?.[0] ?? null] as const));
  const channels: readonly (readonly [string, Channel])[] = directory.all().flatMap((one) => one.channels.map((channel) => [one.id as string, channel] as const));

  it("every number, mail address, postal address and site stands in the notes", () => {
    for (const [id, { value }] of channels) if (value !== null) expect(text.includes(value), `${id}: ${value}`).toBe(true);
    for (const { id, website } of directory.organisations()) if (website !== null) expect(text.includes(website), `${id}: ${website}`).toBe(true);
  });

  it("also the numbers inside remarks", () => {
    const files = directory.organisations().map((one) => JSON.stringify(one));
    for (const file of files) for (const [number] of file.matchAll(/\b0\d{2,3}-\d[\d ]*\d\b/g)) expect(text.includes(number), number).toBe(true);
  });

  it("every hour stands in the notes, in the line of that organisation", () => {
    // 112 is the one exception: the emergency number has no hours, and a page that says "not known" there would be a danger.
    const written = (from: number, to: number): string[] => {
      const short = (minute: number): string => (minute % 60 === 0 ? String(minute / 60) : `${Math.floor(minute / 60)}.${minute % 60}`);
      return from === 0 && to === 1440 ? ["24/7"] : [`${short(from)}-${short(to)}`];
    };
    for (const [id, { opening, value }] of channels) {
      if (opening === "unknown" || id === "112") continue;
      const lines = text.split("\n").filter((line) => (value !== null && line.includes(value)) || line.toLowerCase().includes(service(id).name.nl.toLowerCase().split(" ")[0] ?? id));
      for (const day of Weekdays) {
        for (const { from, to } of [...opening.week[day], ...opening.uncertain[day]]) expect(written(from, to).some((hours) => lines.some((line) => line.includes(hours))), `${id} ${written(from, to)}`).toBe(true);
      }
    }
  });

  it("every source is a key of the notes, with the address that stands there", () => {
    const facts = [...directory.organisations(), ...directory.all(), ...channels.map(([, channel]) => channel), ...channels.flatMap(([, { openingSource }]) => openingSource ?? [])];
    for (const { source, sourceUrl } of facts) expect([source, sourceUrl]).toEqual([source, sources.get(source)]);
  });

  it("nothing was read after the notes were written", () => {
    for (const [id, { verifiedAt }] of channels) expect(verifiedAt <= "2026-08-31", id).toBe(true);
  });
});

describe("content that is wrong", () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), "gehoord-directory-"));
    cpSync(join(root, "content/organisations"), join(copy, "content/organisations"), { recursive: true });
  });
  afterAll(() => rmSync(copy, { recursive: true }));
  const file = (): string => join(copy, "content/organisations/halt.json");
  const good = readFileSync(join(root, "content/organisations/halt.json"), "utf8");
  const loadWith = (text: string): (() => Directory) => {
    writeFileSync(file(), text);
    return () => loadDirectory(copy);
  };

  it("stops the start and names the file", () => {
    expect(loadWith(good)().service("halt")?.id).toBe("halt");
    expect(loadWith(good.replace('"standing"', '"extra": 1, "standing"'))).toThrow(/halt\.json/);
    expect(loadWith(good.replace('"sourceUrl"', '"source_url"'))).toThrow(/halt\.json/);
    expect(loadWith(good.replace(/"verifiedAt": "[^"]+"/, '"verifiedAt": "gisteren"'))).toThrow(/halt\.json/);
    expect(loadWith(good.replace('"id": "halt"', '"id": "other"'))).toThrow(/halt\.json: holds the organisation other/);
    expect(loadWith(good.replace(/("services": \[\s*\{\s*"id": )"halt"/, '$1"balans"'))).toThrow(/same id/);
  });
});
