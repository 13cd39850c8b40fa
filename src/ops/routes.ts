/** The one thing of operations that is published: the newest signed head of the audit chain (`security.md` 2.5). */
import { z } from "zod";
import { anyone, ok, refused, route, type Route } from "../base/index.ts";
import { latestHead } from "../store/index.ts";

const Head = z.strictObject({
  version: z.literal(1),
  installation: z.string(),
  day: z.string(),
  /** Number of lines up to this head. */
  seq: z.int(),
  chain: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});

export const routes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/v1/audit-heads/latest",
    who: anyone("whoever keeps yesterday's head can see whether the past was changed"),
    summary: "The newest signed head of the audit chain; keep it and compare with `gehoord audit verify --head FILE`",
    out: Head,
    refusals: ["not-found"],
    handle: async ({ db }) => {
      const head = await db.transaction({ role: "system" }, (tx) => latestHead(tx));
      return head === undefined ? refused("not-found") : ok(head);
    },
  }),
];
