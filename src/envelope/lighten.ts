/**
 * For the build only (tools/build.mjs): leaves out of the visitor's script what this product never uses of its crypto
 * libraries. Nothing is rewritten, only left out: passphrase files, hardware tags, passkey files and armor, whose recipients
 * `wrap` refuses anyway, and age's own
 * recipients, for which `classic.ts` and `hybrid.ts` stand. When a library changes so that a cut no longer fits, this throws: the
 * build must stop, never ship something half cut.
 */
type Cut = (code: string) => string;

function between(code: string, from: string, to: string, instead: string): string {
  const start = code.indexOf(from);
  const end = code.indexOf(to, start);
  if (start < 0 || end < 0) throw new Error(`nothing to leave out between "${from}" and "${to}"`);
  return code.slice(0, start) + instead + code.slice(end);
}

const recipients: Cut = (code) => {
  const untagged = between(code, "export class HybridRecipient", "export class X25519Identity", "export class HybridRecipient {}\nexport class HybridIdentity {}\nexport class TagRecipient {}\nexport class HybridTagRecipient {}\nexport class X25519Recipient {}\n");
  return between(untagged, "export class ScryptRecipient", "export function encryptFileKey", "export class ScryptRecipient {}\nexport class ScryptIdentity {}\n");
};

const cuts: Readonly<Record<string, Cut>> = {
  "age-encryption/dist/webauthn.js": () => "export {};",
  "age-encryption/dist/armor.js": () => "export {};",
  "age-encryption/dist/recipients.js": recipients,
};

/** Module `id` (a path) with `code`: what the bundle gets instead, or `undefined` to leave it as it is. */
export function lighten(code: string, id: string): string | undefined {
  const path = id.replaceAll("\\", "/");
  return Object.entries(cuts).find(([end]) => path.endsWith(`/node_modules/${end}`))?.[1](code);
}

/**
 * A plugin for rolldown and vite. `modules` is the absolute path of `node_modules`: the copies of noble that age's own
 * dependencies carry are replaced by ours, so that curves and hashes are in the bundle once. Bundle with
 * `treeshake: { moduleSideEffects: false }`.
 */
export function lightenPlugin(modules: string): {
  readonly name: string;
  resolveId(source: string): string | undefined;
  transform(code: string, id: string): string | undefined;
} {
  return {
    name: "gehoord-lighten-envelope",
    resolveId: (source) => (/^@noble\/(curves|hashes)\/.+\.js$/.test(source) ? `${modules}/${source}` : undefined),
    transform: lighten,
  };
}
