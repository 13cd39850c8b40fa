/** What `--help` says. */
export type CommandHelp = { readonly line: string; readonly flags: readonly string[]; readonly more: string };

const place = ["data", "demo"] as const;
const where = `  --data DIR   the data folder (or GEHOORD_DATA; otherwise data/gehoord)
  --demo       the folder of the demonstration (data/demo)
  --json       the answer as one line of JSON
  DATABASE_URL in the environment: PostgreSQL instead of the embedded database
`;

export const commandHelp: Readonly<Record<string, CommandHelp>> = {
  start: {
    line: "gehoord start [--port N] [--host H] [--data DIR] [--demo | --empty]",
    flags: [...place, "port", "host", "empty"],
    more: `Opens the doors. Prints its address when it answers; SIGTERM ends it well.
  --port N     port to listen on (or PORT; otherwise 8080; 0 takes a free one)
  --host H     address to listen on (otherwise 127.0.0.1)
  --demo       an example network that sends nothing and reaches nobody; this computer only
  --empty      a real installation with nothing filled in
${where}  GEHOORD_ORIGIN, GEHOORD_TRUSTED_PROXIES, SMTP_URL: see docs/runbook.md
`,
  },
  setup: { line: "gehoord setup [--data DIR]", flags: place, more: `Makes a coordinator and prints a one-time link, valid for an hour. Figures need two coordinators: the second agrees to what the first prepared.\n${where}` },
  migrate: { line: "gehoord migrate [--data DIR]", flags: place, more: `Brings the database to this version. start does this by itself.\n${where}` },
  backup: {
    line: "gehoord backup FILE --recipient age1… [--recipient …]",
    flags: [...place, "recipient", "keep-days"],
    more: `Writes every table, sealed to the recovery key. Its identity is never on the server. Also while the server runs.
  --recipient R   age recipient of the recovery key; may be given more than once
  --keep-days N   days until it may no longer be restored (otherwise 35)
${where}`,
  },
  verify: { line: "gehoord verify FILE --identity KEYFILE", flags: ["identity"], more: "Opens a backup and checks everything in it; changes nothing and needs no installation.\n  --json       the answer as one line of JSON\n" },
  restore: {
    line: "gehoord restore FILE --identity KEYFILE [--data DIR]",
    flags: [...place, "identity", "accept-expired"],
    more: `Puts a backup into an empty installation of either engine, then deletes again what the ledger names.
The folders secrets and ledger of the old installation must stand in the data folder first.
  --accept-expired   also a backup past its last day
${where}`,
  },
  "import schools": { line: "gehoord import schools FILE [--data DIR]", flags: place, more: `Reads a file of the register of schools (DUO, CSV or GeoJSON); a second time changes nothing.\n${where}` },
  "audit verify": { line: "gehoord audit verify [--head FILE] [--data DIR]", flags: [...place, "head"], more: `Recomputes the audit chain.\n  --head FILE   a published head that somebody else kept: shows that nothing was rewritten\n${where}` },
  retention: {
    line: "gehoord retention [--dry-run | --proofs] [--data DIR]",
    flags: [...place, "dry-run", "proofs"],
    more: `Destroys what was kept long enough, with a signed proof. The running server does this every day by itself.
  --dry-run    only says what would go: class, how many, oldest week
  --proofs     what was destroyed before, and whether each proof still stands
${where}  GEHOORD_RETENTION in the environment: weeks per class, for example "case=78 audit=156"; see docs/runbook.md
`,
  },
  "export facts": {
    line: "gehoord export facts FILE [--data DIR]",
    flags: place,
    more: `Writes what this installation counted as a facts file, for publish. Not protected: remove it afterwards. Those of a demonstration say "made-up".
${where}`,
  },
  publish: {
    line: "gehoord publish --facts FILE --spec FILE [--previous DIR] --out DIR [--threshold N] [--looked N] [--data DIR]",
    flags: [...place, "facts", "spec", "previous", "out", "threshold", "looked"],
    more: `Counts facts, protects them together with everything printed before, attacks the result, and writes it only when no attack finds anything.
Also writes CSV, a data dictionary, a catalogue record and the next line of the signed register. Ctrl-C leaves nothing half done.
  --facts FILE     the facts (CSV; docs/statistics.md)
  --spec FILE      what to count (JSON; docs/statistics.md)
  --previous DIR   the folder with all earlier releases and their register; an empty one for the first (otherwise that of --out)
  --out DIR        where to write DIR/ID.json, the folder DIR/ID and DIR/register.jsonl
  --threshold N    counts from 1 up to but not including N are hidden (otherwise that of the specification, or 5)
  --looked N       how many people looked at it before (otherwise 1); stands in the release. The desk always has two
  --data DIR       the data folder: holds the key of the register and what was counted before (or GEHOORD_DATA)
  --json           the answer as one line of JSON
`,
  },
  "publish usual": {
    line: "gehoord publish usual PERIOD --facts FILE [--previous DIR] --out FILE [--data DIR]",
    flags: [...place, "facts", "previous", "out"],
    more: `Writes the usual specification of a year (2027) or a quarter (2027-q1), as the desk takes it: give it to publish with --spec, as it is or changed.
  --facts FILE     the facts: who counted something stands in the list of organisations
  --previous DIR   the folder with all earlier releases: their list of organisations stays as it was
  --out FILE       where to write it
  --json           the answer as one line of JSON
`,
  },
  "publish verify": {
    line: "gehoord publish verify DIR [--key KEY] [--data DIR]",
    flags: [...place, "key"],
    more: `Checks a folder of releases: every line of the register and every file it names. Changes nothing.
  --key KEY    the public key of the register (otherwise that of the data folder, if it has one)
  --json       the answer as one line of JSON
`,
  },
  "figures add": {
    line: "gehoord figures add DIR [--key KEY] [--data DIR]",
    flags: [...place, "key"],
    more: `Takes a folder of releases into the installation, to stand on /cijfers: its register and every document are checked first. Also while the
server runs; a second time changes nothing. What was taken in cannot be changed or taken back.
  --key KEY    the public key of the register, when it was made by another installation
${where}`,
  },
  "figures export": {
    line: "gehoord figures export DIR [--data DIR]",
    flags: place,
    more: `Writes everything that stands on /cijfers as a folder of releases with its register, also what was published in the desk: to publish on from it
with publish --previous, or to keep a copy with somebody else. Also while the server runs.
${where}`,
  },
  simulate: {
    line: "gehoord simulate [--years N] [--seed N] [--per-year N] [--from YEAR] [--out FILE]",
    flags: ["years", "seed", "per-year", "from", "out"],
    more: `Makes facts of a network that does not exist, for demonstrations, tests and benchmarks. The same seed gives the same facts.
Every row says "made-up" in its last column, and a release of them says so too. They are never counted together with real facts.
  --years N      how many years (otherwise 5)
  --seed N       a whole number (otherwise 1)
  --per-year N   contacts a year, on average; they grow with the years (otherwise 24000)
  --from YEAR    the first year (otherwise 2022)
  --out FILE     where to write; otherwise the facts are printed
  --json         the answer as one line of JSON; needs --out
`,
  },
  doctor: { line: "gehoord doctor [--data DIR]", flags: place, more: `Checks database, roles, disk, outbox, folders. Changes nothing.\n${where}` },
};

export const overview = `Gehoord: one front door for social safety in Dutch schools.

${Object.values(commandHelp).map(({ line }) => `  ${line}`).join("\n")}

gehoord COMMAND --help says more. Exit codes: 0 done, 1 refused, 2 called wrongly.
`;

/** Help for a command, or the list of all when it is not one. */
export function helpFor(command: string): string {
  const help = commandHelp[command];
  return help === undefined ? overview : `${help.line}\n\n${help.more}`;
}
