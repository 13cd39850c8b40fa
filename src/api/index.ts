/** The API: rooms' routes as data, mounted under their own paths, with shapes checked in both directions. */
export type { AddressOf } from "./address.ts";
export { createAddressOf } from "./address.ts";
export type { Limits, StartVerdict } from "./limits.ts";
export { createLimits, uploadBudget } from "./limits.ts";
export type { ApiParts, Authorise } from "./mount.ts";
export { buildApi } from "./mount.ts";
export type { OpenApiParts } from "./openapi.ts";
export { openApiDocument } from "./openapi.ts";
