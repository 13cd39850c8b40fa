import type { Clock } from "./clock.ts";
import type { Database } from "./database.ts";
import type { Language } from "./language.ts";
import type { Log } from "./log.ts";
import type { Random } from "./random.ts";
import type { Config } from "./config.ts";
import type { Secrets } from "./secrets.ts";

/** Built once in `main.ts`, handed to every action. */
export interface Context {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly config: Config;
  readonly secrets: Secrets;
}

/** Who asks. A visitor is nobody: no account, no cookie, no address. */
export type Actor =
  | { readonly kind: "visitor" }
  | {
      readonly kind: "member";
      readonly member: string;
      readonly organisation: string;
      readonly teams: readonly string[];
      readonly roles: readonly string[];
      readonly session: string;
    };

export interface RequestContext extends Context {
  readonly actor: Actor;
  readonly language: Language;
}
