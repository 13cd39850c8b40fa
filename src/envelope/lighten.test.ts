import { argon2Sync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { openCode } from "./code.ts";
import type { Argon2 } from "./derive.ts";
import { lighten, lightenPlugin } from "./lighten.ts";
import type * as Visitor from "./visitor.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "gehoord-lighten-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Bundler = {
  rolldown(options: object): Promise<{ generate(options: object): Promise<{ output: readonly [{ readonly code: string; readonly modules: Readonly<Record<string, { readonly renderedLength: number }>> }] }> }>;
};

/** Vite's own bundler: what `tools/build.mjs` uses. */
async function bundled(entry: string): Promise<{ code: string; modules: string[] }> {
  const path = join(root, "node_modules/rolldown/dist/index.mjs");
  const { rolldown } = (await import(path)) as Bundler;
  const input = join(folder, "entry.ts");
  writeFileSync(input, entry);
  const modules = join(root, "node_modules");
  const bundle = await rolldown({ input, platform: "browser", plugins: [lightenPlugin(modules)], resolve: { modules: [modules] }, treeshake: { moduleSideEffects: false } });
  const [chunk] = (await bundle.generate({ format: "esm", minify: true })).output;
  return { code: chunk.code, modules: Object.entries(chunk.modules).flatMap(([name, module]) => (module.renderedLength > 0 ? [name] : [])) };
}

const visitor = JSON.stringify(join(import.meta.dirname, "visitor.ts"));
const files = JSON.stringify(join(import.meta.dirname, "file.ts"));
const everything = `export * from ${visitor}; export * from ${files}; export { argon2id } from "hash-wasm";`;
const report = `export { newCode, openCode, newCaseIdentity, sealPiece, wrap, utf8, canonicalJson, toBase64Url, fromBase64Url } from ${visitor};
export { sealFile, writeManifest, partsOf } from ${files};
export { argon2id } from "hash-wasm";`;
const brotli = (code: string): number => brotliCompressSync(code).length;

describe("the script that seals", () => {
  it("weighs at most 38 kB for a report and 40 kB with the conversation, Argon2 included", async () => {
    const [reporting, conversing] = [await bundled(report), await bundled(everything)];
    expect({ report: brotli(reporting.code), conversation: brotli(conversing.code) }).toSatisfy((sizes: { report: number; conversation: number }) => sizes.report < 38_000 && sizes.conversation < 40_960);
    expect(gzipSync(reporting.code, { level: 9 }).length).toBeLessThan(45_000);
  });

  it("has the curves once, and none of what visitors never use", async () => {
    const { modules } = await bundled(everything);
    expect(modules.filter((name) => /scrypt|nist|weierstrass|webauthn|cbor|armor|post-quantum\/node_modules/.test(name))).toEqual([]);
  });

  it("still seals and opens what the whole library seals and opens", async () => {
    const { code } = await bundled(everything);
    const path = join(folder, "bundle.mjs");
    writeFileSync(path, code);
    const light = (await import(path)) as typeof Visitor;
    const whole = await import("./index.ts");
    const [person, one] = [await whole.newHybridIdentity(), await light.newCaseIdentity()];
    expect(await whole.unwrapText(await light.wrap("geheim", [person.recipient]), person.identity)).toBe("geheim");
    expect(await light.unwrapText(await whole.wrap("geheim", [person.recipient]), person.identity)).toBe("geheim");
    expect(await light.unwrapText(await whole.wrap("geheim", [one.recipient]), one.identity)).toBe("geheim");
  });

  it("gives the same keys for a code in a browser (WebAssembly) as on the server", async () => {
    const { code } = await bundled(everything);
    const path = join(folder, "argon.mjs");
    writeFileSync(path, code);
    const light = (await import(path)) as typeof Visitor & { argon2id(settings: object): Promise<Uint8Array> };
    const browser: Argon2 = (password, salt, cost) =>
      light.argon2id({ password, salt, parallelism: 1, iterations: cost.passes, memorySize: cost.memoryKiB, hashLength: cost.length, outputType: "binary" });
    const server: Argon2 = async (message, nonce, cost) =>
      new Uint8Array(argon2Sync("argon2id", { message, nonce, parallelism: 1, tagLength: cost.length, memory: cost.memoryKiB, passes: cost.passes }));
    const salt = new Uint8Array(16).fill(3);
    const [there, here] = [await light.openCode("ABCD-EFGH-JKMN-PQRS", salt, browser), await openCode("ABCD-EFGH-JKMN-PQRS", salt, server)];
    expect({ ...there, signer: there.signer.publicKey }).toEqual({ ...here, signer: here.signer.publicKey });
  });

  it("is not built when a library changed under the cuts", () => {
    const changed = "export const somethingElse = 1;";
    expect(() => lighten(changed, "/x/node_modules/age-encryption/dist/recipients.js")).toThrow("nothing to leave out");
    expect(lighten(changed, "/x/node_modules/age-encryption/dist/index.js")).toBeUndefined();
    expect(lighten(changed, "C:\\x\\node_modules\\age-encryption\\dist\\armor.js")).toBe("export {};");
  });
});
