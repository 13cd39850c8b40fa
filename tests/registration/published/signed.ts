/** A published folder in memory: documents, and a register that is signed with a key of the test. */
import { fileHash, registerKey, writeRegister, type Entry } from "../../../src/registration/publishing/register.ts";
import type { Shelf } from "../../../src/registration/publishing/previous.ts";
import type { Made } from "./releases.ts";

const key = registerKey(new Uint8Array(32).fill(7));
export const { publicKey } = key;

export const documentOf = ({ release }: Made): string => `${JSON.stringify(release, undefined, 1)}\n`;

/** `changed`: what lies in the folder instead of the document that was signed. */
export function signedShelf(made: readonly Made[], { changed = {}, by = key }: { readonly changed?: Readonly<Record<string, string | undefined>>; readonly by?: typeof key } = {}): Shelf {
  const register: Entry[] = [];
  const documents = new Map<string, string | undefined>();
  for (const one of made) {
    const { id, meta } = one.release;
    const document = documentOf(one);
    register.push(by.next(register, { release: id, files: { [`${id}.json`]: fileHash(document) }, counted: {}, made: meta.made, code: meta.code }));
    documents.set(`${id}.json`, id in changed ? changed[id] : document);
  }
  const read = (path: string): Uint8Array | undefined => {
    const content = documents.get(path);
    return content === undefined ? undefined : new TextEncoder().encode(content);
  };
  return { register: writeRegister(register), read, ids: made.map(({ release }) => release.id) };
}
