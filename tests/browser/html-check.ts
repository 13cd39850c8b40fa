/** The HTML checker of the W3C (vnu), started once for all pages. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { root } from "./site-under-test.ts";

const jar = join(root, "node_modules/vnu-jar/build/dist/vnu.jar");

interface Message {
  readonly type: string;
  readonly url?: string;
  readonly lastLine?: number;
  readonly message: string;
  readonly extract?: string;
}

/** It is over before code that is compiled thoroughly pays: the quick compiler alone takes half the processor. */
const quickly = ["-Xss2m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

function run(folder: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile("java", [...quickly, "-jar", jar, "--format", "json", "--errors-only", folder], { maxBuffer: 50_000_000 }, (error, _, told) => {
      // Exit 1 says that there are errors; they are in the report.
      if (told.trim().startsWith("{")) resolve(told);
      else reject(error ?? new Error(told.slice(0, 500)));
    });
  });
}

/** Complaints about pages: `names: message (extract)`. */
export async function checkHtml(pages: ReadonlyMap<string, string>): Promise<readonly string[]> {
  if (pages.size === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), "gehoord-html-"));
  const names = new Map<string, string>();
  try {
    for (const [name, html] of pages) {
      const file = `${createHash("sha256").update(html).digest("hex").slice(0, 24)}.html`;
      names.set(file, name);
      writeFileSync(join(folder, file), html);
    }
    const { messages } = JSON.parse(await run(folder)) as { messages: readonly Message[] };
    const told = new Map<string, string[]>();
    for (const { url, message, extract } of messages) {
      const complaint = `${message} (${(extract ?? "").replaceAll(/\s+/g, " ")})`;
      told.set(complaint, [...(told.get(complaint) ?? []), names.get(basename(url ?? "")) ?? "?"]);
    }
    // The same mistake on thirty pages is one line.
    return [...told].map(([complaint, on]) => `${on.slice(0, 3).join(" | ")}${on.length > 3 ? ` and ${on.length - 3} more` : ""}: ${complaint}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
