/** What a command is, apart from how it was called: on this process's own database, or by the running server. */
import type { Context } from "../base/index.ts";
import type { Store } from "../store/index.ts";

/** 0 done, 1 refused or not right, 2 called wrongly. */
export type ExitCode = 0 | 1 | 2;
export type CommandResult = { readonly code: ExitCode; readonly text: string; readonly json: unknown };
export type CommandArguments = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
export type OperatorContext = Context & { readonly db: Store };
/** Something an operator does with an open installation. */
export type Operation = (context: OperatorContext, given: CommandArguments) => Promise<CommandResult>;

export function done(text: string, json: unknown = {}): CommandResult {
  return { code: 0, text, json };
}

export function refusedBecause(text: string, json: unknown = {}): CommandResult {
  return { code: 1, text, json: { refused: text, ...(json as object) } };
}

export function textOf(given: CommandArguments, name: string): string | undefined {
  const value = given[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
