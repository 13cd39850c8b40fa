/** `POST /api/v1/signpost`: the signpost for partners and their own sites. Nothing of what is asked is kept. */
import { anyone, ok, route, type Route } from "../base/index.ts";
import { directoryOf } from "../directory/index.ts";
import { outcome } from "./index.ts";
import { Outcome, SignpostInput } from "./shape.ts";

type Asked = { readonly params: unknown; readonly query: unknown; readonly body: SignpostInput };

export const routes: readonly Route[] = [
  route<Asked, Outcome>({
    method: "POST",
    path: "/api/v1/signpost",
    who: anyone("help without an account"),
    summary: "Who can help, why, how and whether now, for a person and a situation",
    body: SignpostInput,
    maxBytes: 4096,
    out: Outcome,
    refusals: ["input-invalid", "field-required", "field-wrong-form", "field-too-long"],
    handle: (context, { body }) => Promise.resolve(ok(outcome(body, context.language, directoryOf(context.config.root), context.clock))),
  }),
];
