import type { Untied } from "../../../cases/shape.ts";
import { type Answer, hasFields, type Line } from "../sealing/api.ts";
import type { Destination } from "../sealing/report.ts";

const isUntied = hasFields<Untied>({ members: "array" });

/** For whom one by one it is sealed. The name of a school goes in the open only when the person wrote it down for this. */
export function untiedOf({ line, to }: { readonly line: Line; readonly to: Destination }, { untiedTo }: { readonly untiedTo: string }): Promise<Answer<Untied>> {
  return line.ask({ method: "POST", path: "/api/v1/untied-members", body: { team: to.team, school: untiedTo === "" ? null : untiedTo } }, isUntied);
}
