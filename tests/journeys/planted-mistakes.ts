/**
 * What goes wrong at every door: words in an address, in a query, in a header, in a body that is broken or of another form, with and
 * without a session; and the same while the database is away. Answers every status, so that a test sees them refused.
 */
import { deskToken } from "../../src/accounts/shape.ts";
import type { Route } from "../../src/base/index.ts";
import { pages, routes } from "../../src/house.ts";
import type { World } from "./cases-world.ts";

type Door = { readonly method: string; readonly path: string };
type Asking = { readonly words: string; readonly cookie: string };

/** Signing out would close the door for what comes after it. */
const isSignOut = ({ method, path }: Route): boolean => method === "DELETE" && path === "/api/v1/sign-in/sessions";
const doors: readonly Door[] = routes.filter((route) => !isSignOut(route)).map(({ method, path }) => ({ method, path }));

const filled = (path: string, instead: () => string): string => path.replaceAll(/\{\w+\}|:\w+/g, instead);

/** As JSON of another form, as JSON that breaks off, and as something else than it says. */
function bodies(words: string): readonly (readonly [string, string])[] {
  const fields = { name: words, team: words, text: words, code: words, sentence: words, piece: { id: words, kind: words, sealed: words, key: words, sequence: words }, act: words, reason: words, [words]: words };
  return [["application/json", JSON.stringify(fields)], ["application/json", `{"name": "${words}`], [words, words]];
}

export async function mistakesAtEveryDoor(world: World, { words, cookie }: Asking): Promise<number[]> {
  const statuses: number[] = [];
  const ask = async (path: string, init: RequestInit): Promise<void> => {
    const answer = await world.raw(path, init);
    await answer.arrayBuffer();
    statuses.push(answer.status);
  };
  const query = new URLSearchParams({ q: words, filter: words, cursor: words });
  for (const { method, path } of doors) {
    const headers = { cookie, "x-csrf-token": deskToken, authorization: words, "user-agent": words };
    for (const at of [filled(path, () => world.context.random.uuid()), filled(path, () => encodeURIComponent(words))]) {
      if (method === "GET" || method === "DELETE") await ask(`${at}?${query}`, { method, headers });
      else for (const [type, body] of bodies(words)) await ask(at, { method, headers: { ...headers, "content-type": type }, body });
    }
  }
  return statuses;
}

const fieldNames = ["code", "ticket", "mark", "text", "words", "act", "answer", "consent", "name", "sentence", "team", "phone", "mail", "want", "day", "kind", "card", "end", "checkIn", "better", "more", "bewijs", "slot", "obligation", "noticeMail", "to"];

/** Every page that takes a form, with words in every field; and asked with them in its address. */
export async function mistakesOnEveryPage(world: World, words: string): Promise<number[]> {
  const fields = Object.fromEntries(fieldNames.map((name) => [name, words]));
  const statuses: number[] = [];
  for (const { methods, path } of pages) {
    const at = filled(path, () => encodeURIComponent(words));
    if (methods.includes("POST")) statuses.push((await world.page(at, fields)).status);
    statuses.push((await world.page(`${at}?${new URLSearchParams(fields)}`)).status);
  }
  return statuses;
}
