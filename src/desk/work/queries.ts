/** Counts, absences, filters, texts and numbers as the screens ask for them. */
import { queryOptions } from "@tanstack/react-query";
import type { Language } from "../../base/language.ts";
import { Absences, SavedFilters, TextBlocks, Workload } from "../../cases/shape/day.ts";
import { ContactLines } from "../../directory/shape.ts";
import { ask } from "../api.ts";

export const absencesQuery = queryOptions({ queryKey: ["absences"], queryFn: () => ask("/absences", { out: Absences }), staleTime: 60_000 });
export const workloadQuery = queryOptions({ queryKey: ["workload"], queryFn: () => ask("/workload", { out: Workload }), staleTime: 15_000 });
export const filtersQuery = queryOptions({ queryKey: ["saved-filters"], queryFn: () => ask("/saved-filters", { out: SavedFilters }), staleTime: Number.POSITIVE_INFINITY });
export const textBlocksQuery = queryOptions({ queryKey: ["text-blocks"], queryFn: () => ask("/text-blocks", { out: TextBlocks }), staleTime: 120_000 });
/** Numbers to read out: wanted at once when somebody calls, so every screen has them fetched. */
export const contactLinesQuery = (language: Language) => queryOptions({ queryKey: ["contact-lines", language], queryFn: () => ask("/contact-lines", { out: ContactLines }), staleTime: 600_000 });
