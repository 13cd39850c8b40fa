import { TextBlocks } from "../../cases/shape/day.ts";
import { ask } from "../api.ts";
import { todaySource } from "./source.ts";

/** Text blocks that are mine to look at again. */
export const textsToReview = todaySource({
  name: "texts",
  permission: "text.read",
  query: () => ask("/text-blocks", { out: TextBlocks }),
  rows: ({ blocks }, { t, near }, { me }) =>
    blocks
      .filter((one) => one.stale && one.owner === me.member)
      .map((one) => ({ key: one.id, band: "later" as const, at: one.reviewDay, kind: t.day.review, subject: one.title, reason: t.day.reasons.review(near(one.reviewDay)), to: "/teksten" })),
});
