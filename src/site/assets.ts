/** The built style and scripts (`tools/build.mjs`): read into memory once, names carry the hash of what is inside. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export interface Asset {
  readonly type: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly br: Uint8Array<ArrayBuffer> | undefined;
  readonly gzip: Uint8Array<ArrayBuffer> | undefined;
}

export interface Assets {
  /** Address of the one style sheet. */
  readonly style: string;
  /** Address of a script; undefined when this installation was built without it, and the page then works without. */
  script(name: string): string | undefined;
  /** A file under `/s/`, by its name with hash. */
  file(name: string): Asset | undefined;
  /** Files of the desk under `/desk/`, `index.html` among them; empty when it was not built. */
  readonly desk: ReadonlyMap<string, Asset>;
}

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  html: "text/html; charset=utf-8",
  svg: "image/svg+xml",
  wasm: "application/wasm",
  map: "application/json",
  png: "image/png",
};

const bytes = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path));
const optional = (path: string): Uint8Array<ArrayBuffer> | undefined => (existsSync(path) ? bytes(path) : undefined);

function read(path: string): Asset {
  return { type: types[path.split(".").at(-1) ?? ""] ?? "application/octet-stream", plain: bytes(path), br: optional(`${path}.br`), gzip: optional(`${path}.gz`) };
}

/** `down.html` is for the proxy in front, which has it on its own disk when this server does not answer. */
const unserved = ["manifest.json", "down.html"];

function folder(path: string, under = ""): Map<string, Asset> {
  const found = new Map<string, Asset>();
  if (!existsSync(path)) return found;
  for (const entry of readdirSync(join(path, under), { withFileTypes: true })) {
    const name = under === "" ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) for (const [inner, asset] of folder(path, name)) found.set(inner, asset);
    else if (!/\.(br|gz|map)$/.test(name) && !unserved.includes(name)) found.set(name, read(join(path, name)));
  }
  return found;
}

type Manifest = { readonly style: string; readonly scripts: Readonly<Record<string, string>> };

/** Reads `dist/site` and `dist/desk` under the installation's root. Throws when the site was not built. */
export function loadAssets(root: string): Assets {
  const site = join(root, "dist/site");
  const manifest = join(site, "manifest.json");
  if (!existsSync(manifest)) throw new Error("The site is not built: run `npm run build`");
  const { style, scripts } = JSON.parse(readFileSync(manifest, "utf8")) as Manifest;
  const files = folder(site);
  return {
    style: `/s/${style}`,
    script: (name) => (scripts[name] === undefined ? undefined : `/s/${scripts[name]}`),
    file: (name) => files.get(name),
    desk: folder(join(root, "dist/desk")),
  };
}
