/** What a form does by itself when its ticket or its key grew old, and which answers leave it unsure whether anything arrived. */
import type { SupportPoint, TicketAnswer } from "../../../cases/shape.ts";
import { type Failure, hasFields, type Line } from "../sealing/api.ts";
import type { Destination } from "../sealing/report.ts";

const isTicket = hasFields<TicketAnswer>({ ticket: "string", case: "string" });
const isPoints = (value: unknown): value is readonly SupportPoint[] => Array.isArray(value);

/** The ticket was too old, or the team has a new key: fetch what is needed and seal again. Whether that worked. */
export async function renew(sender: { readonly line: Line; to: Destination }, because: Failure): Promise<boolean> {
  if (because === "form-expired") {
    const fresh = await sender.line.ask({ method: "POST", path: "/api/v1/report-tickets" }, isTicket);
    if (fresh.ok) sender.to = { ...sender.to, ticket: fresh.value.ticket, case: fresh.value.case };
    return fresh.ok;
  }
  if (because !== "key-outdated") return false;
  const points = await sender.line.ask({ method: "GET", path: "/api/v1/support-points" }, isPoints);
  const point = points.ok ? points.value.find((one) => one.team === sender.to.team) : undefined;
  if (point !== undefined) sender.to = { ...sender.to, epoch: point.epoch, recipient: point.recipient };
  return point !== undefined;
}

/** Answers after which it is not known whether the report arrived: the same bytes must go again. */
export const unsure: readonly Failure[] = ["away", "unexpected", "storage-away", "too-many-requests", "storage-full"];
