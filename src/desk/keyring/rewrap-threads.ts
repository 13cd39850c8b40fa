/** Threads of this browser for sealing again; one fewer than it has cores, so that the page stays alive. */
// oxlint-disable-next-line import/default -- the bundler makes the address
import address from "./rewrap-thread.ts?worker&url";
import { runRewrapJob } from "./rewrap-job.ts";
import type { Rewrapper } from "./rewrapping.ts";

type TrustedAddresses = { createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): { createScriptURL(address: string): string } };

/** Trusted Types (`security.md` 3.6): the desk starts this one script as a thread, and nothing that anybody could hand it. */
function trusted(): string {
  const types = (globalThis as { readonly trustedTypes?: TrustedAddresses }).trustedTypes;
  return types === undefined ? address : types.createPolicy("gehoord", { createScriptURL: () => address }).createScriptURL(address);
}

let known: string | undefined;

function thread(): Rewrapper {
  known ??= trusted();
  const worker = new Worker(known, { type: "module" });
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        worker.addEventListener("message", (event: MessageEvent<readonly string[]>) => resolve(event.data), { once: true });
        worker.addEventListener("error", () => reject(new Error("the thread ended")), { once: true });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        worker.postMessage(job);
      }),
    end: () => worker.terminate(),
  };
}

export function newThreads(): readonly Rewrapper[] {
  if (typeof Worker === "undefined") return [{ run: runRewrapJob, end: () => undefined }];
  const count = Math.min(6, Math.max(2, (navigator.hardwareConcurrency || 2) - 1));
  return Array.from({ length: count }, thread);
}
