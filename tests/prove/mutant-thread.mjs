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

function fault() {
  if (broken !== undefined) return broken;
  try {
    return judge();
  } catch (error) {
    return String(error).slice(0, 200);
  }
}

parentPort.postMessage({ loaded, fault: fault() ?? null }, []);
parentPort.on("message", (mutant) => {
  space.activeMutant = mutant;
  parentPort.postMessage({ fault: fault() ?? null }, []);
});
