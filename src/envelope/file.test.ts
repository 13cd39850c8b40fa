import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromUtf8, utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { openFile, partsOf, readFile, readManifest, sealFile, writeManifest } from "./file.ts";
import type { FileManifest, FileSeal } from "./file.ts";
import { newCaseIdentity } from "./keys.ts";
import { padmeSize } from "./pad.ts";
import { EnvelopeRefusal } from "./refusal.ts";
import { unwrap, wrap } from "./wrap.ts";

const bytesOf = (size: number): Bytes => Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8)) & 255);
const streamOf = (...parts: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
const whole = async (stream: ReadableStream<Uint8Array>): Promise<Bytes> => new Uint8Array(await new Response(stream as ReadableStream<Bytes>).arrayBuffer());

async function sealedFile(content: Uint8Array): Promise<{ blob: Bytes; seal: FileSeal; sealedSize: number }> {
  const sealing = await sealFile(streamOf(content), content.length);
  return { blob: await whole(sealing.sealed), seal: await sealing.done, sealedSize: sealing.sealedSize };
}

async function reasonOf(attempt: Promise<unknown>): Promise<string> {
  const outcome: unknown = await attempt.then(
    () => "nothing was refused",
    (error: unknown) => error,
  );
  return outcome instanceof EnvelopeRefusal ? outcome.reason : String(outcome);
}

describe("a file", () => {
  it("comes back byte for byte, of every size around a chunk", async () => {
    for (const size of [0, 1, 2, 65_535, 65_536, 65_537, 131_072, 200_001]) {
      const { blob, seal, sealedSize } = await sealedFile(bytesOf(size));
      expect(blob).toHaveLength(sealedSize);
      expect(seal.size).toBe(size);
      expect(seal.sha256).toBe(createHash("sha256").update(blob).digest("base64url"));
      expect(await readFile(streamOf(blob), seal)).toEqual(bytesOf(size));
    }
  });

  it("comes back whatever pieces the network cut it in", async () => {
    const content = bytesOf(70_000);
    const { blob, seal } = await sealedFile(content);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 6 }), async (cuts) => {
        const parts: Uint8Array[] = [];
        let at = 0;
        for (const cut of cuts) {
          parts.push(blob.subarray(at, at + cut));
          at += cut;
        }
        expect(await readFile(streamOf(...parts, blob.subarray(at)), seal)).toEqual(content);
      }),
      { numRuns: 15 },
    );
  });

  it("is padded inside: two files of nearly the same size are the same size outside", async () => {
    const [one, other] = [await sealedFile(bytesOf(100_000)), await sealedFile(bytesOf(99_000))];
    expect(one.blob.length).toBe(other.blob.length);
    const plain = await unwrap(one.blob, one.seal.identity);
    expect(plain).toHaveLength(padmeSize(100_000));
    expect(plain.subarray(100_000).every((byte) => byte === 0)).toBe(true);
  });

  it("is sealed under an identity of its own each time", async () => {
    const [one, other] = [await sealedFile(bytesOf(10)), await sealedFile(bytesOf(10))];
    expect(one.seal.identity).not.toBe(other.seal.identity);
    expect(await reasonOf(readFile(streamOf(one.blob), { ...one.seal, identity: other.seal.identity }))).toBe("cannot-open");
    expect(await reasonOf(readFile(streamOf(one.blob), { ...one.seal, identity: "none" }))).toBe("cannot-open");
  });

  it("that shrank or grew while it was read is not sealed", async () => {
    for (const said of [99, 101]) {
      const sealing = await sealFile(streamOf(bytesOf(100)), said);
      expect([said, await reasonOf(whole(sealing.sealed)), await reasonOf(sealing.done)]).toEqual([said, "damaged", "damaged"]);
    }
    const failing = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error("disk")) });
    const sealing = await sealFile(failing, 5);
    expect([await reasonOf(whole(sealing.sealed)), await reasonOf(sealing.done)]).toEqual(["damaged", "damaged"]);
  });

  it("whose sending was stopped never counts as sealed, and its source is let go", async () => {
    let left = false;
    const source = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)), cancel: () => void (left = true) });
    const sealing = await sealFile(source, 10_000_000);
    const reader = sealing.sealed.getReader();
    await reader.read();
    await reader.cancel();
    expect(await reasonOf(sealing.done)).toBe("damaged");
    expect(left).toBe(true);
  });

  it("is refused when a bit of the blob changed, a part is missing, or something follows it", async () => {
    const { blob, seal } = await sealedFile(bytesOf(70_000));
    const bodyFrom = blob.length - padmeSize(70_000) - 32;
    for (const at of [0, 30, bodyFrom + 5, bodyFrom + 66_000, blob.length - 1]) {
      const changed = blob.map((byte, here) => (here === at ? byte ^ 1 : byte));
      expect(["damaged", "cannot-open"]).toContain(await reasonOf(readFile(streamOf(changed), seal)));
    }
    expect(await reasonOf(readFile(streamOf(blob.subarray(0, -1)), seal))).toBe("damaged");
    expect(await reasonOf(readFile(streamOf(blob, new Uint8Array(1)), seal))).toBe("damaged");
    expect(await reasonOf(readFile(streamOf(), seal))).toBe("damaged");
  });

  it("is refused when it is not the blob that the manifest signed, even sealed to the same identity", async () => {
    const { seal } = await sealedFile(bytesOf(1_000));
    const { recipientOf } = await import("./keys.ts");
    const swapped = await wrap(new Uint8Array(1_024), [await recipientOf(seal.identity)]);
    expect(await reasonOf(readFile(streamOf(swapped), seal))).toBe("damaged");
  });

  it("is refused when the manifest says another size or hash", async () => {
    const { blob, seal } = await sealedFile(bytesOf(1_000));
    const reason = (change: Partial<FileSeal>): Promise<string> => reasonOf(readFile(streamOf(blob), { ...seal, ...change }));
    expect(await reason({})).toBe("nothing was refused");
    expect([await reason({ size: 999 }), await reason({ size: 1_025 }), await reason({ size: 900 })]).toEqual(["damaged", "damaged", "damaged"]);
    expect(await reason({ sha256: "A".repeat(43) })).toBe("damaged");
    const longer = await sealedFile(bytesOf(200_001));
    expect(await reasonOf(readFile(streamOf(longer.blob), { ...longer.seal, size: 100 }))).toBe("damaged");
  });

  it("whose padding hides something is refused", async () => {
    const own = await newCaseIdentity();
    const blob = await wrap(new Uint8Array(1_024).fill(1, 1_023), [own.recipient]);
    const seal = { size: 1_000, sha256: createHash("sha256").update(blob).digest("base64url"), identity: own.identity };
    expect(await reasonOf(readFile(streamOf(blob), seal))).toBe("damaged");
    const short = await wrap(new Uint8Array(1_000), [own.recipient]);
    expect(await reasonOf(readFile(streamOf(short), { ...seal, sha256: createHash("sha256").update(short).digest("base64url") }))).toBe("damaged");
  });

  it("of 25 MB is sealed and opened in memory that does not grow with it", async () => {
    const size = 25 * 1_024 * 1_024;
    let asked = 0;
    let sent = 0;
    const source = new ReadableStream<Uint8Array>({
      pull(controller) {
        asked += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(7));
        if (asked >= size) controller.close();
      },
    });
    const sealing = await sealFile(source, size);
    const held: number[] = [];
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        sent += chunk.length;
        held.push(asked - sent);
        controller.enqueue(chunk);
      },
    });
    const identity = sealing.done.then((seal) => seal);
    const blob = sealing.sealed.pipeThrough(counted);
    for await (const _ of blob) {
      // Only the distance between what was asked from the file and what left counts here.
    }
    expect((await identity).size).toBe(size);
    expect(Math.max(...held)).toBeLessThan(10 * 65_536);
    expect(sent).toBe(sealing.sealedSize);
  });

  it("opens as it streams: the first bytes are there before the last were sent", async () => {
    const { blob, seal } = await sealedFile(bytesOf(1_000_000));
    let asked = 0;
    const slow = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          controller.enqueue(blob.subarray(asked, asked + 20_000));
          asked += 20_000;
          if (asked >= blob.length) controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const reader = (await openFile(slow, seal)).getReader();
    expect((await reader.read()).value).toEqual(bytesOf(65_536));
    expect(asked).toBeLessThan(500_000);
    await reader.cancel();
  });
});

describe("parts for sending", () => {
  it("are all of one size but the last, in order, and together the whole", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), fc.integer({ min: 1, max: 25 }), async (chunks, size) => {
        const all = chunks.flatMap((chunk) => [...chunk]);
        const parts: { offset: number; bytes: Bytes }[] = [];
        for await (const part of partsOf(streamOf(...chunks), size)) parts.push(part);
        expect(parts.flatMap((part) => [...part.bytes])).toEqual(all);
        expect(parts.map((part) => part.offset)).toEqual(parts.map((_, at) => at * size));
        expect(parts.slice(0, -1).every((part) => part.bytes.length === size)).toBe(true);
        expect(parts.every((part) => part.bytes.length > 0 && part.bytes.length <= size)).toBe(true);
      }),
    );
  });

  it("are asked for one by one: a part that was not confirmed can be sent again from where it began", async () => {
    let asked = 0;
    const source = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(10).fill((asked += 1))) }, { highWaterMark: 0 });
    const parts = partsOf(source, 20);
    expect((await parts.next()).value).toEqual({ offset: 0, bytes: new Uint8Array(20).fill(1, 0, 10).fill(2, 10) });
    expect(asked).toBe(2);
    expect((await parts.next()).value).toMatchObject({ offset: 20 });
    expect(asked).toBe(4);
  });
});

describe("parts that nobody asks for any more", () => {
  it("let go of the stream, and a stream that fails says so", async () => {
    let left = false;
    const source = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(10)), cancel: () => void (left = true) });
    for await (const part of partsOf(source, 10)) {
      expect(part.offset).toBe(0);
      break;
    }
    expect(left).toBe(true);
    const failing = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new EnvelopeRefusal("damaged")) });
    expect(await reasonOf(partsOf(failing, 10).next())).toBe("damaged");
  });
});

describe("a manifest", () => {
  const manifest: FileManifest = { name: "foto één.jpg", type: "image/jpeg", size: 12, sha256: "A".repeat(43), identity: "AGE-SECRET-KEY-1X" };

  it("is written and read back, and nothing more is let in", () => {
    expect(readManifest(writeManifest(manifest))).toEqual(manifest);
    expect(fromUtf8(writeManifest(manifest))).toBe(`{"identity":"AGE-SECRET-KEY-1X","name":"foto één.jpg","sha256":"${"A".repeat(43)}","size":12,"type":"image/jpeg"}`);
    expect(readManifest(writeManifest({ ...manifest, more: 1 } as FileManifest))).toEqual(manifest);
    expect(readManifest(utf8(JSON.stringify({ ...manifest, size: 0 }))).size).toBe(0);
  });

  it("in any other form is damaged", () => {
    const odd: unknown[] = [null, 1, "x", [], { ...manifest, more: 1 }, { ...manifest, name: 1 }, { ...manifest, type: null }, { ...manifest, size: -1 }, { ...manifest, size: 1.5 }, { ...manifest, size: "12" }, { ...manifest, sha256: 1 }, { ...manifest, identity: undefined }];
    for (const one of odd) expect(() => readManifest(utf8(JSON.stringify(one)))).toThrow(new EnvelopeRefusal("damaged"));
    expect(() => readManifest(utf8("{"))).toThrow(new EnvelopeRefusal("damaged"));
    expect(() => readManifest(new Uint8Array([0xff]))).toThrow(new EnvelopeRefusal("damaged"));
  });
});
