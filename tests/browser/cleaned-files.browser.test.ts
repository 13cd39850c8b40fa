/** Files that real programs made still open after cleaning: sound plays, documents keep their tables. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cleanFile, type Cleaned } from "../../src/cases/cleaning/index.ts";
import { mp3Sample } from "../support/sample-files.ts";
import { launch } from "./chromium.ts";

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
  page = await browser.newPage();
});
afterAll(() => browser.close());

function accepted(cleaned: Cleaned): Extract<Cleaned, { ok: true }> {
  if (!cleaned.ok) throw new Error(`refused: ${cleaned.because}`);
  return cleaned;
}

/** Seconds of sound that the browser's own decoder finds. */
function seconds(bytes: Uint8Array): Promise<number> {
  return page.evaluate(async (content) => (await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(new Uint8Array(content).buffer)).duration, [...bytes]);
}

/** Two seconds of a tone as this browser records it, or nothing when it cannot. */
async function recorded(type: string): Promise<Uint8Array | undefined> {
  const bytes = await page.evaluate(async (kind) => {
    if (!MediaRecorder.isTypeSupported(kind)) return undefined;
    const context = new AudioContext();
    const tone = context.createOscillator();
    const target = context.createMediaStreamDestination();
    tone.connect(target);
    tone.start();
    const parts: Blob[] = [];
    const recorder = new MediaRecorder(target.stream, { mimeType: kind });
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.start();
    await new Promise((done) => setTimeout(done, 2000));
    const stopped = new Promise((done) => (recorder.onstop = done));
    recorder.stop();
    await stopped;
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  }, type);
  return bytes === undefined ? undefined : Uint8Array.from(bytes);
}

describe("a recording after cleaning", () => {
  it("still plays, all of it: MP3", async () => {
    const cleaned = accepted(cleanFile(mp3Sample())).bytes;
    expect(await seconds(cleaned)).toBeCloseTo((12 * 1152) / 44_100, 1);
  });

  it("still plays, all of it: M4A as this browser records it", async () => {
    const sound = (await recorded("audio/mp4;codecs=mp4a.40.2")) ?? (await recorded("audio/mp4;codecs=opus")) ?? (await recorded("audio/mp4"));
    if (sound === undefined) return process.stdout.write("this Chromium records no MP4; not tried\n");
    const before = await seconds(sound);
    const cleaned = accepted(cleanFile(sound));
    expect(cleaned.kind).toBe("m4a");
    expect(await seconds(cleaned.bytes)).toBeCloseTo(before, 2);
    return undefined;
  });
});

describe("a document after cleaning", () => {
  it("keeps every place in its table, and no longer says who made it: PDF as this browser prints it", async () => {
    await page.setContent("<title>Geheim van Marieke</title><h1>Wat er is gebeurd</h1><p>Elke dag.</p>");
    const pdf = new Uint8Array(await page.pdf());
    const before = Buffer.from(pdf).toString("latin1");
    expect(before).toContain("Skia/PDF");
    const { bytes, left } = accepted(cleanFile(pdf));
    const after = Buffer.from(bytes).toString("latin1");
    expect(left).toEqual([]);
    for (const word of ["Skia/PDF", "Geheim van Marieke", "CreationDate", "HeadlessChrome"]) expect(after).not.toContain(word);
    const start = Number(/startxref\s+(\d+)/.exec(after)?.[1]);
    const table = after.slice(start);
    const places = [...table.matchAll(/^(\d{10}) 00000 n/gm)].map((found) => Number(found[1]));
    expect(places.length).toBeGreaterThan(5);
    for (const place of places) expect(after.slice(place, place + 12)).toMatch(/^\d+ 0 obj/);
  });
});
