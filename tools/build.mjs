// Builds what runs: dist/server (tsc), dist/site (style and small scripts), dist/desk (single-page application), dist/embedded-template, dist/example.
// Plain JavaScript for Node 24 and later. A part is built only when something it is made of changed (dist/stamp.json).
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const require = createRequire(import.meta.url);

/**
 * Modules that a visitor's script never uses, replaced by something light, so that sealing stays under its weight.
 * Left: the module as it is imported. Right: a file in this repository. What is left out inside a module: `lighten`.
 */
const alias = {};

/** Leaves out of the crypto libraries what no script of a visitor uses, and has each of them once; envelope says how. */
async function lightenPlugin() {
  const path = join(root, "src/envelope/lighten.ts");
  if (!existsSync(path)) return [];
  const { lightenPlugin: plugin } = await import(pathToFileURL(path).href);
  return [plugin(join(root, "node_modules").replaceAll("\\", "/"))];
}

/** Modules with this beginning are cut to what browsers need. */
const target = ["es2022"];

/** Everything a visitor's browser runs starts in one of these; `_` in front means "part of another". */
const browser = join(root, "src/site/browser");
/** Scripts that others load, or that stand beside the small script of every page (pages that seal), so that it is not in them. */
const isPart = (name) => /^(checker|clean|seal|worker|report|conversation|call-back|claim)/.test(name);

const sha = (bytes) => createHash("sha256").update(bytes).digest("base64url");
const hashOf = (bytes) => sha(bytes).replaceAll(/[-_]/g, "").slice(0, 10);

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** What a part is made of, as one hash. Tests are no part of what runs. */
function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((one) => (existsSync(one) ? (readdirSafe(one) ?? [one]) : [])).sort()) {
    if (/\.test\.tsx?$/.test(path)) continue;
    hash.update(relative(root, path)).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("base64url");
}

function readdirSafe(path) {
  try {
    return filesUnder(path);
  } catch {
    return undefined;
  }
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (chunk) => (said += chunk));
    child.stderr.on("data", (chunk) => (said += chunk));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(said) : reject(new Error(said.slice(0, 4000)))));
  });
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const worthIt = /\.(js|css|html|svg|json|wasm)$/;

/** Beside every file its compressed copies, made once and as small as they get. */
async function compressAll(folder) {
  await Promise.all(
    filesUnder(folder)
      .filter((path) => worthIt.test(path))
      .map(async (path) => {
        const bytes = readFileSync(path);
        // The last level costs seconds on large files and wins a few percent.
        const quality = bytes.length > 300_000 ? 9 : 11;
        writeFileSync(`${path}.br`, await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
        writeFileSync(`${path}.gz`, await zip(bytes, { level: 9 }));
      }),
  );
}

/** Two builds may end at the same moment (tests beside a start): whoever comes second tries again, and wins. */
function replace(folder, fresh) {
  const old = join(dist, `.old-${process.pid}-${hashOf(folder)}`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (existsSync(folder)) renameSync(folder, old);
      renameSync(fresh, folder);
      break;
    } catch (error) {
      if (attempt === 5) throw error;
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
}

/** Builds into a folder beside it, then puts it in place at once: a server that starts meanwhile never reads half. */
async function into(name, work) {
  const folder = join(dist, name);
  const fresh = join(dist, `.${name}-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  try {
    await work(fresh);
    replace(folder, fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

const server = {
  name: "server",
  sources: () => [join(root, "src"), join(root, "tsconfig.json"), join(root, "tsconfig.base.json")],
  // Types are checked by `npm run typecheck`; here only the JavaScript is made.
  build: () => into("server", (out) => run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.json", "--noCheck", "--outDir", out])),
};

/** Packages that come with vite, so that no second version of them is chosen here. */
async function ofVite(name) {
  return import(pathToFileURL(createRequire(require.resolve("vite")).resolve(name)).href);
}

const styleOrder = ["src/ui/tokens.css", "src/ui/root.css", "src/ui/text/text.css"];

export function styleSources() {
  const first = styleOrder.map((path) => join(root, path));
  const components = filesUnder(join(root, "src/ui")).filter((path) => path.endsWith(".css") && !first.includes(path)).sort();
  const rooms = filesUnder(join(root, "src"))
    .filter((path) => path.endsWith(".css") && !/src[\\/](ui|site|desk)[\\/]/.test(path))
    .sort();
  return [...first, ...components, ...filesUnder(join(root, "src/site")).filter((path) => path.endsWith(".css")), ...rooms];
}

async function buildStyle(out) {
  const { transform } = await ofVite("lightningcss");
  const whole = styleSources().map((path) => readFileSync(path, "utf8")).join("\n");
  // Browsers of about ten years of devices: iPads that stopped at iOS 12, phones that stopped at Chrome 80.
  const targets = { chrome: 80 << 16, firefox: 78 << 16, safari: (12 << 16) | (2 << 8), ios_saf: (12 << 16) | (2 << 8) };
  const { code } = transform({ filename: "site.css", code: Buffer.from(whole), minify: true, targets });
  const name = `site.${hashOf(code)}.css`;
  writeFileSync(join(out, name), code);
  return name;
}

/** The page's own script with the script of every page in front: one request. */
function withBase(path) {
  const id = "\0entry";
  return {
    name: "with-base",
    resolveId: (source) => (source === "entry" ? id : undefined),
    load: (source) => (source === id ? `import ${JSON.stringify(join(browser, "base.ts"))};\nimport ${JSON.stringify(path)};` : undefined),
  };
}

async function buildScript(out, file) {
  const { rolldown } = await ofVite("rolldown");
  const path = join(browser, file);
  const name = file.replace(/\.ts$/, "");
  const alone = name === "base" || isPart(name);
  const bundle = await rolldown({
    input: { [name]: alone ? path : "entry" },
    plugins: [...(alone ? [] : [withBase(path)]), ...(await lightenPlugin())],
    resolve: { alias },
    platform: "browser",
    transform: { target },
    logLevel: "warn",
    onLog: (level, log) => {
      if (level === "warn" && log.code === "UNRESOLVED_IMPORT") throw new Error(log.message);
    },
  });
  try {
    const { output } = await bundle.write({ dir: out, format: "esm", minify: true, entryFileNames: "[name].[hash].js", chunkFileNames: "[name].[hash].js", assetFileNames: "[name].[hash][extname]", comments: false });
    return [name, output.find((one) => one.type === "chunk" && one.isEntry).fileName];
  } finally {
    await bundle.close();
  }
}

const site = {
  name: "site",
  sources: () => ["src/site", "src/ui", "src/base", "src/envelope", "src/cases", "src/signpost", "src/schools"].map((path) => join(root, path)).concat(styleSources()),
  build: () =>
    into("site", async (out) => {
      const entries = existsSync(browser) ? readdirSync(browser).filter((name) => /^[^_].*\.ts$/.test(name) && !/\.(test|d)\.ts$/.test(name)) : [];
      const scripts = await Promise.all(entries.map((file) => buildScript(out, file)));
      const style = await buildStyle(out);
      for (const page of filesUnder(join(root, "src/site/static"))) writeFileSync(join(out, relative(join(root, "src/site/static"), page)), readFileSync(page));
      await compressAll(out);
      writeFileSync(join(out, "manifest.json"), `${JSON.stringify({ style, scripts: Object.fromEntries(scripts) }, undefined, 2)}\n`);
    }),
};

const desk = {
  name: "desk",
  // What browsers may import (tests/house.test.ts): base, envelope and the rooms.
  sources: () =>
    readdirSync(join(root, "src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !["api", "ops", "site", "store", "ui"].includes(entry.name))
      .map((entry) => join(root, "src", entry.name)),
  isThere: () => existsSync(join(root, "src/desk/index.html")),
  build: () =>
    into("desk", async (out) => {
      const { build: viteBuild } = await import("vite");
      await viteBuild({
        configFile: false,
        root: join(root, "src/desk"),
        base: "/desk/",
        logLevel: "error",
        oxc: { jsx: { runtime: "automatic", importSource: "react" } },
        // Nothing inline: the content policy of the desk would refuse it.
        build: { outDir: out, emptyOutDir: true, target, assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false, chunkSizeWarningLimit: 2000 },
      });
      await compressAll(out);
    }),
};

/** A migrated, empty embedded database beside the program: the first start copies it instead of making one. */
const template = {
  name: "embedded-template",
  sources: () => [join(root, "migrations"), join(root, "src/store/embedded")],
  build: () =>
    into("embedded-template", async (out) => {
      const { migrate, openDatabase } = await import(pathToFileURL(join(dist, "server/store/index.js")).href);
      const store = await openDatabase({ data: out });
      await migrate(store, join(root, "migrations"));
      await store.close();
    }),
};

/** What is slow to work out of the demonstration's printed passphrases: the first start reads it instead. */
const example = {
  name: "example",
  sources: () => [join(root, "content/examples"), join(root, "src/ops/example/network.ts"), join(root, "src/envelope/passphrase.ts"), join(root, "src/base/argon2-node.ts")],
  build: () =>
    into("example", async (out) => {
      const { exampleRoots } = await import(pathToFileURL(join(dist, "server/ops/index.js")).href);
      writeFileSync(join(out, "roots.json"), JSON.stringify(await exampleRoots(root)));
    }),
};

const stampPath = join(dist, "stamp.json");

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampPath, "utf8"));
  } catch {
    return {};
  }
}

/** Builds the parts that changed; `only` names some of them. Returns the names of what was built. */
export async function build({ only, force = false } = {}) {
  mkdirSync(dist, { recursive: true });
  const stamp = readStamp();
  const common = fingerprint([join(root, "package-lock.json"), join(root, "tools/build.mjs")]);
  const wanted = [server, site, desk, template, example].filter((part) => (only === undefined || only.includes(part.name)) && (part.isThere?.() ?? true));
  const changed = wanted
    .map((part) => ({ part, mark: `${common}.${fingerprint(part.sources())}` }))
    .filter(({ part, mark }) => force || stamp[part.name] !== mark || !existsSync(join(dist, part.name)));
  // Some are made by the built server.
  const byServer = ({ part }) => part === template || part === example;
  await Promise.all(changed.filter((one) => !byServer(one)).map(({ part }) => part.build()));
  await Promise.all(changed.filter(byServer).map(({ part }) => part.build()));
  const marks = Object.fromEntries(changed.map(({ part, mark }) => [part.name, mark]));
  writeFileSync(stampPath, `${JSON.stringify({ ...readStamp(), ...marks }, undefined, 2)}\n`);
  return changed.map(({ part }) => part.name);
}

if (process.argv[1] !== undefined && dirname(process.argv[1]) === import.meta.dirname && process.argv[1].endsWith("build.mjs")) {
  const began = performance.now();
  const only = process.argv.slice(2).filter((word) => !word.startsWith("-"));
  try {
    const built = await build({ ...(only.length > 0 ? { only } : {}), force: process.argv.includes("--force") });
    console.log(`${built.length === 0 ? "nothing changed" : `built ${built.join(", ")}`} in ${Math.round(performance.now() - began)} ms`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
