/** A release of simulated facts says so at the head of its rules, and whatever shows it says so in words. */
import type { Release } from "../disclosure/index.ts";

export const madeUpMark = "MADE UP";
export const isMadeUp = ({ meta }: Pick<Release, "meta">): boolean => meta.rules.startsWith(madeUpMark);
