/** For whom a case at another team is sealed: the server answers the same whoever is tied to what, and keeps the wraps of who is not. */
import { Untied } from "../../cases/shape/wire.ts";
import { ask } from "../api.ts";
import type { Holders } from "./placing.ts";

export async function holdersAt(team: string, school: string | undefined): Promise<Holders> {
  const { members } = await ask("/untied-members", { method: "POST", body: { team, school: school ?? null }, out: Untied });
  return { members, ...(school === undefined ? {} : { untiedTo: school }) };
}
