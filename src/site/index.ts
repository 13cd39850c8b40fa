/** The public site: rooms' pages as data, mounted once per language, in one layout, under one content policy. */
export type { Assets } from "./assets.ts";
export { loadAssets } from "./assets.ts";
export type { SiteParts } from "./mount.ts";
export { buildSite } from "./mount.ts";
export { quickExitTo } from "./layout.tsx";
