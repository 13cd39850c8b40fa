/** The walls of the house (ARCHITECTURE.md): who may import whom. One door per room, only downhill. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const rooms = ["accounts", "schools", "clock", "directory", "knowledge", "signpost", "cases", "registration", "monitor", "duties"];
const drivers = ["pg", "@electric-sql/pglite", "kysely/dialect"];
const envelopeLibraries = ["age-encryption", "@noble/ciphers", "@noble/curves", "@noble/hashes", "@noble/post-quantum", "@scure/base"];
/** A library of its own inside its room: pure, could be published alone. */
const disclosure = "registration/disclosure/";
const disclosureLibraries = ["zod", "highs", "node:worker_threads"];

type Import = { readonly file: string; readonly target: string; readonly typeOnly: boolean };

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? sources(path) : /\.tsx?$/.test(name) ? [path] : [];
  });
}

const importLine = /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/g;

export function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(importLine)].map((found) => {
    const written = found[3] ?? found[4] ?? "";
    const target = written.startsWith(".") ? relative(join(root, "src"), normalize(join(dirname(file), written))) : written;
    return { file: relative(join(root, "src"), file), target, typeOnly: found[2] !== undefined };
  });
}

const zoneOf = (path: string): string => (path.startsWith("site/browser/") ? "site/browser" : (path.split("/")[0] ?? ""));
const isDisclosure = (path: string): boolean => path.startsWith(disclosure);
const isOwn = (path: string): boolean => path.endsWith(".ts") || path.endsWith(".tsx") || path.endsWith(".json");
const fileInRoom = (path: string): string => path.split("/").slice(1).join("/");
const isPart = (path: string, part: string): boolean => new RegExp(`^${part}(\\.tsx?|/)`).test(fileInRoom(path));
const isDoor = (path: string): boolean => ["index.ts", "shape.ts"].includes(fileInRoom(path)) || fileInRoom(path).startsWith("shape/");

/** Why this import breaks a wall, or nothing. */
export function complaint(one: Import): string | undefined {
  const from = zoneOf(one.file);
  if (!isOwn(one.target)) {
    if (drivers.some((name) => one.target === name || one.target.startsWith(`${name}/`)) && from !== "store") return "only store knows a database driver";
    if (envelopeLibraries.some((name) => one.target === name || one.target.startsWith(`${name}/`)) && from !== "envelope") return "cryptography stays behind envelope";
    if (isDisclosure(one.file) && !disclosureLibraries.includes(one.target)) return "disclosure control imports only its named libraries";
    if (from === "envelope" && !one.target.startsWith("node:") && !envelopeLibraries.some((name) => one.target.startsWith(name))) return "envelope imports only its named libraries";
    return undefined;
  }
  if (isDisclosure(one.file) && !isDisclosure(one.target)) return "disclosure control imports nothing of ours";
  if (isDisclosure(one.target) && !isDisclosure(one.file) && !["index.ts", "shape.ts"].includes(one.target.slice(disclosure.length))) return "disclosure control is entered by its door: index or shape";
  const to = zoneOf(one.target);
  if (from === to) return undefined;
  if (one.target.startsWith("..")) return "nothing outside src is imported";
  if (one.file === "main.ts" || one.file === "house.ts") return undefined;
  switch (from) {
    case "base":
    case "envelope":
      return "base and envelope import nothing of ours";
    case "store":
      return to === "base" || to === "envelope" ? undefined : "store imports base and envelope only";
    case "ui":
      return to === "base" ? undefined : "ui imports base only";
    case "api":
      return to === "base" || one.target === "accounts/index.ts" || (rooms.includes(to) && (isPart(one.target, "routes") || isDoor(one.target))) ? undefined : "api imports rooms' routes and shapes";
    case "site":
      return to === "base" || to === "ui" || (rooms.includes(to) && isPart(one.target, "pages")) ? undefined : "site imports rooms' pages";
    case "site/browser":
    case "desk": {
      if (to === "base" || to === "envelope") return undefined;
      if (from === "desk" && to === "site/browser") return "the desk and the visitor's scripts do not import each other";
      if (!rooms.includes(to)) return "browsers import base, envelope and rooms only";
      if (isPart(one.target, "shape") || isPart(one.target, "rules") || isPart(one.target, "texts") || isPart(one.target, "cleaning") || isPart(one.target, "matching")) return undefined;
      return one.typeOnly && isPart(one.target, "routes") ? undefined : "browsers import only shapes, rules and texts of a room";
    }
    case "ops":
      return to === "base" || to === "store" || to === "envelope" || (rooms.includes(to) && (isPart(one.target, "jobs") || isPart(one.target, "rules") || isDoor(one.target))) ? undefined : "ops imports store and rooms' doors and jobs";
    default:
      break;
  }
  if (!rooms.includes(from)) return `unknown folder ${from}`;
  if (to === "base" || to === "envelope") return undefined;
  if (to === "ui") return isPart(one.file, "pages") ? undefined : "ui only from pages";
  if (to === "store") return ["records", "jobs", "actions"].some((part) => isPart(one.file, part)) ? undefined : "store only from records, jobs, actions";
  if (!rooms.includes(to)) return "a room imports base, envelope and lower rooms";
  if (rooms.indexOf(to) > rooms.indexOf(from)) return "only downhill";
  return isDoor(one.target) ? undefined : "a room is entered by its door: index or shape";
}

describe("the walls of the house", () => {
  const files = sources(join(root, "src")).filter((file) => !/\.test\.tsx?$/.test(file));
  const imports = files.flatMap((file) => importsOf(file, readFileSync(file, "utf8")));

  it("are crossed by nobody", () => {
    const broken = imports.flatMap((one) => {
      const why = complaint(one);
      return why === undefined ? [] : [`${one.file} → ${one.target}: ${why}`];
    });
    expect(broken).toEqual([]);
  });

  it("have every file of a room under a name that can be guessed", () => {
    const forbidden = /(^|\/)(utils|helpers|common|misc|manager|service|new)(\.tsx?$|\/)/;
    expect(files.map((file) => relative(root, file)).filter((file) => forbidden.test(file))).toEqual([]);
  });

  it("would be seen when crossed", () => {
    const cross = (file: string, target: string, typeOnly = false): string | undefined => complaint({ file, target, typeOnly });
    expect(cross("signpost/rules.ts", "cases/index.ts")).toBe("only downhill");
    expect(cross("cases/actions.ts", "signpost/rules.ts")).toBe("a room is entered by its door: index or shape");
    expect(cross("cases/pages.tsx", "store/index.ts")).toBe("store only from records, jobs, actions");
    expect(cross("desk/app.tsx", "cases/records.ts")).toBe("browsers import only shapes, rules and texts of a room");
    expect(cross("cases/rules.ts", "pg")).toBe("only store knows a database driver");
    expect(cross("site/layout.tsx", "age-encryption")).toBe("cryptography stays behind envelope");
    expect(cross("envelope/piece.ts", "base/index.ts")).toBe("base and envelope import nothing of ours");
    expect(cross("registration/disclosure/protect.ts", "base/index.ts")).toBe("disclosure control imports nothing of ours");
    expect(cross("registration/disclosure/protect.ts", "kysely")).toBe("disclosure control imports only its named libraries");
    expect(cross("registration/actions.ts", "registration/disclosure/protect.ts")).toBe("disclosure control is entered by its door: index or shape");
    expect(cross("cases/actions.ts", "signpost/index.ts")).toBeUndefined();
  });
});
