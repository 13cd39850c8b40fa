/** The thread: takes shares, answers each. Keys that come in stay in its memory and go when it ends. */
import { runRewrapJob } from "./rewrap-job.ts";
import type { RewrapJob } from "./rewrap-job.ts";

addEventListener("message", (event: MessageEvent<RewrapJob>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  void runRewrapJob(event.data).then((renewed) => postMessage(renewed));
});
