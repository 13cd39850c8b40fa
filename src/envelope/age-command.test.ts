import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fromUtf8, utf8 } from "./bytes.ts";
import { hashOf } from "./derive.ts";
import type { PieceHeader } from "./header.ts";
import { sealFile, readFile } from "./file.ts";
import { newCaseIdentity, recipientOf } from "./keys.ts";
import { padmeSize } from "./pad.ts";
import { openPiece, sealPiece } from "./piece.ts";
import { signerFrom } from "./sign.ts";
import { unwrap, unwrapText, wrap } from "./wrap.ts";

/** Named in the report of the tests when it is not there: these count as skipped, never as passed. */
const missing = spawnSync("age", ["--version"]).status !== 0 || spawnSync("age-keygen", ["--version"]).error !== undefined;
const folder = mkdtempSync(join(tmpdir(), "gehoord-age-"));
afterAll(() => rmSync(folder, { recursive: true }));

function ageOpens(sealed: Uint8Array, identity: string): Buffer {
  const path = join(folder, "identity");
  writeFileSync(path, `${identity}\n`, { mode: 0o600 });
  return execFileSync("age", ["--decrypt", "--identity", path], { input: sealed, maxBuffer: 2 ** 26 });
}
const ageSeals = (plain: Uint8Array, ...recipients: string[]): Uint8Array => new Uint8Array(execFileSync("age", ["--encrypt", ...recipients.flatMap((one) => ["--recipient", one])], { input: plain, maxBuffer: 2 ** 26 }));

const own = await newCaseIdentity();
const signer = signerFrom(new Uint8Array(32).fill(1));
const header: PieceHeader = { version: 1, installation: "gehoord.example", case: "c", piece: "p", chain: "shared", kind: "report", sender: "reporter", sequence: 1, previous: "" };
const body = utf8("Ik durf niet meer naar school.");
const options = { caseIdentity: own.identity, expected: { installation: "gehoord.example", case: "c", chain: "shared" }, signers: () => signer.publicKey } as const;

describe.skipIf(missing)("with the age command line", () => {
  it("somebody opens a piece with the identity of its case, and reads who wrote what", async () => {
    const piece = await sealPiece(header, body, { signer, caseRecipient: own.recipient, pad: "text" });
    const identity = ageOpens(piece.key, own.identity).toString("utf8");
    const plain = ageOpens(piece.sealed, identity);
    expect(JSON.parse(plain.subarray(0, 512).toString("utf8"))).toEqual(header);
    expect(plain.subarray(580, 580 + body.length)).toEqual(Buffer.from(body));
  });

  it("somebody seals a piece that opens here", async () => {
    const made = await sealPiece(header, body, { signer, caseRecipient: own.recipient, pad: "text" });
    const one = await newCaseIdentity();
    const plain = await unwrap(made.sealed, await unwrapText(made.key, own.identity));
    const piece = { sealed: ageSeals(plain, one.recipient), key: ageSeals(utf8(one.identity), own.recipient) } as { sealed: Uint8Array<ArrayBuffer>; key: Uint8Array<ArrayBuffer> };
    const opened = await openPiece(piece, options);
    expect([fromUtf8(opened.body), opened.hash]).toEqual(["Ik durf niet meer naar school.", hashOf(piece.sealed)]);
  });

  it("somebody opens an export, and an attachment", async () => {
    const [one, other] = [await newCaseIdentity(), await newCaseIdentity()];
    const exported = await wrap("an export", [one.recipient, other.recipient]);
    expect([ageOpens(exported, one.identity).toString(), ageOpens(exported, other.identity).toString()]).toEqual(["an export", "an export"]);
    const content = new Uint8Array(150_000).fill(3);
    const sealing = await sealFile(new Blob([content]).stream(), content.length);
    const blob = new Uint8Array(await new Response(sealing.sealed).arrayBuffer());
    const plain = ageOpens(blob, (await sealing.done).identity);
    expect(plain).toHaveLength(padmeSize(content.length));
    expect(new Uint8Array(plain.subarray(0, content.length))).toEqual(content);
  });

  it("somebody seals what opens here: a key, an export of several chunks, an attachment", async () => {
    const [one, other] = [await newCaseIdentity(), await newCaseIdentity()];
    const large = new Uint8Array(200_000).fill(9);
    for (const identity of [one.identity, other.identity]) expect(await unwrap(ageSeals(large, one.recipient, other.recipient), identity)).toEqual(large);
    expect(await unwrapText(ageSeals(utf8("een sleutel"), one.recipient), one.identity)).toBe("een sleutel");
    const padded = new Uint8Array(padmeSize(100_001)).fill(5, 0, 100_001);
    const blob = ageSeals(padded, one.recipient);
    expect(await readFile(new Blob([blob as Uint8Array<ArrayBuffer>]).stream(), { size: 100_001, sha256: hashOf(blob), identity: one.identity })).toEqual(padded.slice(0, 100_001));
  });

  it("somebody makes an identity that is one here too", async () => {
    const made = execFileSync("age-keygen", { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const identity = /^AGE-SECRET-KEY-1.*$/m.exec(made)?.[0] ?? "";
    expect(await recipientOf(identity)).toBe(/public key: (\S+)/.exec(made)?.[1]);
  });
});
