/** Seals reports in a thread of its own, with the very code that runs in a visitor's browser. */
import { parentPort, workerData } from "node:worker_threads";
import { readForm } from "../src/cases/shape.ts";
import { newIdentity, sealReport, type Destination } from "../src/site/browser/sealing/report.ts";

export type Order = { readonly salt: string; readonly destinations: readonly Destination[] };
export type SealedReport = { readonly body: string; readonly code: string };

const port = parentPort;
if (port === null) throw new Error("This is a thread, not a program");
const { salt, destinations } = workerData as Order;

/** Twelve fields, 2.75 kB of text, another story each time. */
function form(index: number): ReturnType<typeof readForm> {
  const sentence = `In de pauze gebeurt het weer, voor de ${index}e keer. Niemand ziet het en ik durf niets te zeggen. `;
  const fields: Record<string, string> = {
    mode: "confidential", forWhom: "self", role: "pupil", sector: "vo", topic: "bullying", danger: "no",
    what: sentence.repeat(40).slice(0, 2_300), who: "Een groepje uit mijn klas", where: "Op het plein en in de app", when: "Sinds de herfst",
    need: "Dat iemand met mij meedenkt", reach: "phone", phone: "0612345678", safeMoments: "Na vier uur, niet op woensdag", mustNot: "Niet naar school of naar huis bellen",
  };
  return readForm((name) => fields[name] ?? "");
}

for (const [index, destination] of destinations.entries()) {
  const identity = await newIdentity(salt);
  const post = await sealReport(destination, form(index), identity, []);
  port.postMessage({ body: JSON.stringify(post), code: identity.code } satisfies SealedReport);
}
port.postMessage("done");
