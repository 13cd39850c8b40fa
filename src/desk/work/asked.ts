/** A choice that another screen asks the list to open with. In memory and taken once: choices do not stand in addresses. */
import type { Chosen } from "../cases/use-cases.ts";

let asked: Chosen | undefined;

export function askList(chosen: Chosen): void {
  asked = chosen;
}

export function takeAsked(): Chosen | undefined {
  const taken = asked;
  asked = undefined;
  return taken;
}
