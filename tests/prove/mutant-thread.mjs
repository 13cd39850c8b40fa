// Judges mutants in a thread: one that is there from the first line (`first`), or one after another as they are sent.
// The instrumented rules ask `globalThis.__stryker__` which mutant is active, every time they come by one.
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

const space = (globalThis.__stryker__ = { activeMutant: workerData.first });
let judge;
let broken;
try {
  judge = (await import(pathToFileURL(workerData.judge).href)).firstFault;
} catch (error) {
  broken = String(error).slice(0, 200);
}
const loaded = Object.keys(space.mutantCoverage?.static ?? {});

async function fault() {
  if (broken !== undefined) return broken;
  try {
    return await judge();
  } catch (error) {
    return String(error).slice(0, 200);
  }
}

// One after another, also when the next is sent before the last is answered.
const queue = [];
let busy = true;
async function next() {
  for (busy = true; queue.length > 0; ) {
    space.activeMutant = queue.shift();
    parentPort.postMessage({ fault: (await fault()) ?? null }, []);
  }
  busy = false;
}
parentPort.on("message", (mutant) => {
  queue.push(mutant);
  if (!busy) void next();
});
parentPort.postMessage({ loaded, fault: (await fault()) ?? null }, []);
void next();
