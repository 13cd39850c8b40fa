/** What a mutant of disclosure control must not survive: its quick tests. Those of whole networks, whole series and random releases take seconds each. */
import { suiteJudge } from "./suite-judge.ts";

const files = ["attack", "audit", "counts", "elimination", "hierarchy", "input", "literature", "protection", "puzzle", "release"];

/** The solver is loaded anew for every mutant, with a memory of its own; only what it is compiled to stays. */
const instantiate = WebAssembly.instantiate.bind(WebAssembly);
let compiled: Promise<WebAssembly.Module> | undefined;
async function fromCompiled(source: BufferSource | WebAssembly.Module, imports?: WebAssembly.Imports): Promise<WebAssembly.WebAssemblyInstantiatedSource | WebAssembly.Instance> {
  if (source instanceof WebAssembly.Module) return instantiate(source, imports);
  const module = await (compiled ??= WebAssembly.compile(source));
  return { module, instance: await instantiate(module, imports) };
}
WebAssembly.instantiate = fromCompiled as typeof WebAssembly.instantiate;

export const firstFault = suiteJudge("src/registration/disclosure", files.map((name) => `tests/registration/disclosure/${name}.test.ts`));
