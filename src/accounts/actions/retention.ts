/** What is kept how long and what was destroyed: for the coordinator of the network. Numbers and weeks, never what it was. */
import { ok, RetentionNames, weeksKept } from "../../base/index.ts";
import type { RequestContext, Result } from "../../base/index.ts";
import { destructionProofs } from "../../store/index.ts";
import type { RetentionView } from "../shape.ts";
import { acting } from "./acting.ts";

export function readRetention(context: RequestContext): Promise<Result<RetentionView>> {
  return acting(context, "retention.read", async (tx) =>
    ok({
      classes: RetentionNames.map((name) => ({ class: name, weeks: weeksKept(name, context.config.retention) })),
      proofs: [...(await destructionProofs(tx))] as RetentionView["proofs"],
    }),
  );
}
