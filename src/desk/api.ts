/** The typed client: every answer is parsed by the shape that the server's route has, every refusal has its reference. */
import type { z } from "zod";
import type { RefusalReference } from "../base/refusals.ts";
import { Refusals } from "../base/refusals.ts";
import { deskToken } from "../accounts/shape.ts";

/** An expected refusal, or `storage-away` when the server cannot be reached. Screens show its sentence. */
export class Refusal extends Error {
  readonly because: RefusalReference;
  readonly fields: Readonly<Record<string, RefusalReference>>;
  constructor(because: RefusalReference, fields: Readonly<Record<string, RefusalReference>> = {}) {
    super(because);
    this.name = "Refusal";
    this.because = because;
    this.fields = fields;
  }
}

type Call<T> = { readonly method?: "GET" | "POST" | "PUT" | "DELETE"; readonly body?: unknown; readonly out?: z.ZodType<T> };

let language = "nl";
export function speak(next: string): void {
  language = next;
}

function isReference(value: unknown): value is RefusalReference {
  return typeof value === "string" && Object.hasOwn(Refusals, value);
}

async function refusalOf(response: Response): Promise<Refusal> {
  try {
    const problem: unknown = await response.json();
    if (typeof problem === "object" && problem !== null && "reference" in problem && isReference(problem.reference)) {
      const fields = "fields" in problem && typeof problem.fields === "object" && problem.fields !== null ? problem.fields : {};
      return new Refusal(problem.reference, Object.fromEntries(Object.entries(fields).filter((pair): pair is [string, RefusalReference] => isReference(pair[1]))));
    }
  } catch {
    // Not a problem of ours: a proxy, or a server that is away.
  }
  return new Refusal("storage-away");
}

/** What listens to a session that ended behind our back. */
let onSessionEnd: () => void = () => undefined;
export function whenSessionEnds(listener: () => void): void {
  onSessionEnd = listener;
}

async function send(path: string, call: Call<unknown>): Promise<Response> {
  const headers: Record<string, string> = { "accept-language": language, "x-csrf-token": deskToken };
  if (call.body !== undefined) headers["content-type"] = "application/json";
  const init: RequestInit = { method: call.method ?? "GET", headers, credentials: "same-origin", cache: "no-store", redirect: "error" };
  if (call.body !== undefined) init.body = JSON.stringify(call.body);
  const response = await fetch(`/api/v1${path}`, init).catch(() => undefined);
  if (response === undefined) throw new Refusal("storage-away");
  if (response.ok) return response;
  const refusal = await refusalOf(response);
  if (refusal.because === "not-signed-in") onSessionEnd();
  throw refusal;
}

/** Asks and parses. Throws a `Refusal`; an answer of another form is a bug and throws as it is. */
export async function ask<T>(path: string, call: Call<T> & { readonly out: z.ZodType<T> }): Promise<T> {
  const response = await send(path, call);
  return call.out.parse(await response.json());
}

/** Does something whose answer says nothing. */
export async function tell(path: string, call: Call<never>): Promise<void> {
  await send(path, call);
}

/** Sealed bytes of a file. */
export async function fetchBytes(path: string): Promise<ReadableStream<Uint8Array>> {
  const response = await send(path, {});
  return response.body ?? new ReadableStream({ start: (controller) => controller.close() });
}
