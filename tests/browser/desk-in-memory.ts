/**
 * The server's side of a report, in memory: what arrives is kept as it arrived, so that a test can open it with the team's
 * key. The rules of the wire (parts, repeats, tickets) are the real ones in short.
 */
import { createHash, randomUUID } from "node:crypto";
import { ReportPost, UploadPost } from "../../src/cases/shape/wire.ts";
import { Limits } from "../../src/cases/shape.ts";
import type { ReportPost as Post } from "../../src/cases/shape.ts";

export type MemoryDesk = {
  readonly reports: Map<string, Post>;
  readonly uploads: Map<string, { readonly size: number; readonly parts: Map<number, Uint8Array> }>;
  readonly tickets: Set<string>;
  readonly newTicket: () => { readonly ticket: string; readonly case: string };
  readonly answer: (request: Request) => Promise<Response>;
  /** The uploaded bytes, whole. */
  readonly bytesOf: (upload: string) => Uint8Array;
};

const json = (value: unknown, status = 200): Response => Response.json(value, { status });
const refuse = (reference: string, status: number): Response => json({ type: "about:blank", status, reference }, status);

export function memoryDesk(promisedDay: string): MemoryDesk {
  const reports = new Map<string, Post>();
  const uploads: MemoryDesk["uploads"] = new Map();
  const tickets = new Set<string>();
  const newTicket: MemoryDesk["newTicket"] = () => {
    const id = randomUUID();
    tickets.add(`ticket-${id}`);
    return { ticket: `ticket-${id}`, case: id };
  };
  const countOf = (size: number): number => Math.ceil(size / Limits.partBytes);
  const stateOf = (upload: string): Response => {
    const one = uploads.get(upload);
    if (one === undefined) return refuse("upload-not-found", 404);
    return json({ upload, size: one.size, partBytes: Limits.partBytes, received: [...one.parts.keys()], complete: one.parts.size === countOf(one.size) });
  };
  const receive = (post: Post): Response => {
    if (!tickets.has(post.ticket)) return refuse("form-expired", 409);
    const before = reports.get(post.case);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(post)) return refuse("input-invalid", 422);
    reports.set(post.case, post);
    return json({ case: post.case, team: post.team, promisedDay }, 201);
  };
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const [, upload, number] = /^\/api\/v1\/uploads\/([^/]+)(?:\/parts\/(\d+))?$/.exec(pathname) ?? [];
    if (pathname === "/api/v1/uploads") {
      const id = randomUUID();
      uploads.set(id, { size: UploadPost.parse(await request.json()).size, parts: new Map() });
      return stateOf(id);
    }
    if (upload !== undefined && number !== undefined) uploads.get(upload)?.parts.set(Number(number), new Uint8Array(await request.arrayBuffer()));
    if (upload !== undefined) return stateOf(upload);
    if (pathname === "/api/v1/report-tickets") return json(newTicket());
    // Nobody of this desk has a tie: everything is sealed for the team.
    if (pathname === "/api/v1/untied-members") return json({ members: [] });
    return pathname === "/api/v1/reports" ? receive(ReportPost.parse(await request.json())) : refuse("not-found", 404);
  };
  const bytesOf = (upload: string): Uint8Array => {
    const parts = [...(uploads.get(upload)?.parts ?? [])].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes);
    return new Uint8Array(Buffer.concat(parts));
  };
  return { reports, uploads, tickets, newTicket, answer, bytesOf };
}

export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
