/** Opens a sample of stored reports again: with the code, as the person does, and with the team's key, as the desk does. */
import { piecesOfKind } from "../src/desk/cases/opening.ts";
import { keysOf, openWith } from "../src/site/browser/sealing/talk.ts";
import { lineTo } from "../tests/support/line.ts";
import { openedAtDesk, signedIn } from "../tests/support/people.ts";
import type { SealedReport } from "./sealing-worker.ts";

type Settings = { readonly installation: string; readonly salt: string };

/** Of a hundred reports spread over all: how many open with their code, and how many with the team's key. */
export async function openSampled(address: string, all: readonly SealedReport[], settings: Settings): Promise<{ readonly withCode: number; readonly withKey: number }> {
  const step = Math.max(1, Math.floor(all.length / 100));
  const sample = all.filter((_, index) => index % step === 0).slice(0, 100);
  const worker = await signedIn(address, "noor");
  let withCode = 0;
  let withKey = 0;
  for (const { code, body } of sample) {
    const keys = await keysOf(code, settings.salt);
    const talk = keys === undefined ? undefined : await openWith(lineTo(address), keys, { installation: settings.installation });
    if (talk?.ok === true && talk.value.items.some((item) => item.kind === "report" && item.trouble === undefined)) withCode += 1;
    const opened = await openedAtDesk(worker, (JSON.parse(body) as { case: string }).case);
    if (piecesOfKind(opened.shared, "report").length === 1) withKey += 1;
  }
  return { withCode, withKey };
}
