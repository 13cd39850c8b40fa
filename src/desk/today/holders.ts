/** Under today: a key that nobody could give back any more, the own one and for who runs the organisation everybody's. */
import { Colleagues, HolderView } from "../../accounts/shape.ts";
import type { Colleague } from "../../accounts/shape.ts";
import { ask } from "../api.ts";
import { todaySource } from "./source.ts";

export const keysWithoutHolders = todaySource({
  name: "holders",
  permission: "recovery.hold",
  query: async () => {
    const { lost } = await ask("/me/holders", { out: HolderView });
    const colleagues: readonly Colleague[] = lost.length === 0 ? [] : (await ask("/me/colleagues", { out: Colleagues })).colleagues;
    return { lost, colleagues };
  },
  rows: ({ lost, colleagues }, { t, today }, { me }) =>
    lost.map((member) => {
      const own = member === me.member;
      const name = colleagues.find((one) => one.id === member)?.shownName ?? "";
      return { key: `holders ${member}`, band: own ? ("today" as const) : ("later" as const), at: today, kind: t.holders.todayKind, subject: own ? t.holders.heading : name, reason: own ? t.holders.lostOwn : t.holders.lostOf(name), to: own ? "/account" : "/team" };
    }),
});
