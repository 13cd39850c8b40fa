/** Counts, protects and attacks in a thread of its own, so that nobody at a desk or a front door waits for it. */
import { parentPort, workerData } from "node:worker_threads";
import { systemRandom } from "../../base/index.ts";
import { openKeeping } from "../publishing/keeping.ts";
import { makeRelease, type MadeAnswer } from "../publishing/publish.ts";

/** Texts only, as they go to the thread. */
export type ReleaseOrder = {
  readonly facts: string;
  readonly specification: string;
  readonly register: string | undefined;
  /** Path → content of everything that was published. */
  readonly files: Readonly<Record<string, string>>;
  readonly made: string;
  readonly data: string;
  readonly version: string;
  readonly origin: string;
};
/** Who asks for it and who agrees. */
const peopleWhoLook = 2;

export type FromThread = { readonly kind: "progress"; readonly step: string; readonly tenths: number } | { readonly kind: "answer"; readonly answer: MadeAnswer };

const port = parentPort;
if (port === null) throw new Error("A release is made in a thread only");
const { files, register, data, ...order } = workerData as ReleaseOrder;

const say = (message: FromThread): void => port.postMessage(message);
const encoder = new TextEncoder();
const read = (path: string): Uint8Array | undefined => (files[path] === undefined ? undefined : encoder.encode(files[path]));
const { key, kept } = openKeeping(data, systemRandom);
let said = "";

const answer = await makeRelease(
  { ...order, shelf: { register, read, ids: [] }, key, kept, approvedBy: peopleWhoLook },
  {
    progress: (step, at, of) => {
      const tenths = of === 0 ? 10 : Math.min(10, Math.floor((10 * at) / of));
      if (`${step} ${tenths}` !== said) say({ kind: "progress", step, tenths });
      said = `${step} ${tenths}`;
    },
  },
);
say({ kind: "answer", answer });
