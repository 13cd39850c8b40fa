/** The OpenAPI 3.1 document, made from the same routes that are served: it cannot tell another story. */
import { z } from "zod";
import { Refusals } from "../base/index.ts";
import type { RefusalReference, Route } from "../base/index.ts";
import { apiVersion } from "./version.ts";

export interface OpenApiParts {
  /** `https://gehoord.example`: where this installation is. */
  readonly origin: string;
}

type Json = Readonly<Record<string, unknown>>;
type Shape = z.ZodType;

const versionHeader: Json = { "API-Version": { description: "Full version of this API", schema: { type: "string", example: apiVersion } } };

/** zod's JSON Schema of 2020-12 is what OpenAPI 3.1 uses. What cannot be said in it stands open. */
function schemaOf(shape: Shape, direction: "input" | "output"): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: direction, unrepresentable: "any", reused: "inline" }) as Record<string, unknown>;
  return schema;
}

function parameters(shape: Shape | undefined, place: "path" | "query"): Json[] {
  if (shape === undefined) return [];
  const schema = schemaOf(shape, "input");
  const required = (schema["required"] as readonly string[] | undefined) ?? [];
  return Object.entries((schema["properties"] as Record<string, Json> | undefined) ?? {}).map(([name, of]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: of,
  }));
}

const problem: Json = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
const descriptions: Readonly<Record<number, string>> = {
  400: "The request could not be read",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not there, or not yours",
  405: "Method not allowed",
  409: "Does not fit the present state",
  413: "Too large",
  415: "Wrong content type",
  422: "Something in it is not right",
  429: "Too many requests",
  500: "Our mistake",
  503: "Storage cannot be reached",
  507: "Storage is full",
};

/** Refusals that every route can give, whatever its own list says. */
function everyRefusal(route: Route): readonly RefusalReference[] {
  const body: RefusalReference[] = route.body === undefined ? [] : ["body-too-large", "wrong-content-type", "input-invalid"];
  const who: RefusalReference[] = route.who.kind === "anyone" ? [] : ["not-signed-in", "not-allowed"];
  return [...route.refusals, ...body, ...who, ...(route.params === undefined ? [] : (["not-found"] as const)), "unexpected", "storage-away"];
}

function refusalResponses(route: Route): Json {
  const byStatus = new Map<number, Set<string>>();
  for (const reference of everyRefusal(route)) {
    const status = Refusals[reference];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(reference));
  }
  if (route.query !== undefined || route.params !== undefined || route.body !== undefined || route.method !== "GET") {
    byStatus.set(400, new Set(["input-invalid"]));
  }
  return Object.fromEntries(
    [...byStatus].sort(([a], [b]) => a - b).map(([status, references]) => [
      String(status),
      { description: `${descriptions[status] ?? "Refused"} (${[...references].sort().join(", ")})`, headers: versionHeader, content: problem },
    ]),
  );
}

function success(route: Route): Json {
  if (route.out === "nothing") return { "204": { description: "Done", headers: versionHeader } };
  const content = route.out === "bytes" ? { "application/octet-stream": { schema: { type: "string", contentEncoding: "binary" } } } : { "application/json": { schema: schemaOf(route.out, "output") } };
  return { [String(route.status ?? 200)]: { description: "Done", headers: versionHeader, content } };
}

function requestBody(route: Route): Json {
  if (route.body === undefined) return {};
  const content = route.body === "bytes" ? { "application/octet-stream": { schema: { type: "string", contentEncoding: "binary" } } } : { "application/json": { schema: schemaOf(route.body, "input") } };
  return { requestBody: { required: true, content } };
}

const inServer = (path: string): string => path.replace(/^\/api\/v1/, "");

function operation(route: Route): Json {
  const name = inServer(route.path).replaceAll(/[{}]/g, "").split("/").filter((part) => part !== "").join("-");
  const given = [...parameters(route.params, "path"), ...parameters(route.query, "query")];
  return {
    operationId: `${route.method.toLowerCase()}-${name}`,
    summary: route.summary,
    tags: [inServer(route.path).split("/")[1] ?? "root"],
    ...(given.length === 0 ? {} : { parameters: given }),
    ...requestBody(route),
    responses: { ...success(route), ...refusalResponses(route) },
    security: route.who.kind === "anyone" ? [] : [{ session: [] }],
    "x-who": route.who.kind === "can" ? route.who.permission : route.who.kind,
  };
}

/** Ordered by path and method, so that the committed copy only changes when the API does. */
export function openApiDocument(routes: readonly Route[], { origin }: OpenApiParts): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of [...routes].sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method))) {
    paths[inServer(route.path)] = { ...paths[inServer(route.path)], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Gehoord",
      version: apiVersion,
      description: "One front door for social safety in Dutch schools. Free text, names and contact details travel sealed.",
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
      // Which desk answers questions about the API differs per installation; `.example` is reserved and reaches nobody.
      contact: { name: "Gehoord", url: `${origin}/over`, email: "api@gehoord.example" },
    },
    servers: [{ url: `${origin}/api/v1` }],
    tags: [...new Set(routes.map((route) => inServer(route.path).split("/")[1] ?? "root"))].sort().map((name) => ({ name })),
    paths,
    components: { schemas: { Problem: problemSchema }, securitySchemes: { session: { type: "apiKey", in: "cookie", name: "session" } } },
  };
}

const problemSchema: Json = {
  type: "object",
  required: ["type", "status", "title", "detail", "reference"],
  properties: {
    type: { type: "string" },
    status: { type: "integer" },
    title: { type: "string" },
    detail: { type: "string", description: "A sentence for the person, in the language of Accept-Language" },
    reference: { type: "string", enum: Object.keys(Refusals) },
    fields: { type: "object", additionalProperties: { type: "string" } },
  },
};
