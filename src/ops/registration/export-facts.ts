/** `gehoord export facts FILE`: what this installation counted, as a facts file. It is unprotected: whoever has it has every small count. */
import { allFacts, writeFacts } from "../../registration/index.ts";
import { done, refusedBecause, textOf, type Operation } from "../command.ts";
import { writeDurably } from "../../base/durable-file.ts";

export const exportFacts: Operation = async (context, given) => {
  const facts = await allFacts(context);
  const file = textOf(given, "file") ?? "";
  if (facts.length === 0) return refusedBecause("Nothing was counted yet: facts enter when their week is over. No file was written.");
  writeDurably(file, writeFacts(facts, { madeUp: context.config.mode === "demo" }));
  return done(`${String(facts.length)} facts written to ${file}.\nThey are NOT protected. Publish from them, then remove the file.`, { facts: facts.length, file });
};
