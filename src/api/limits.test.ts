import { describe, expect, it } from "vitest";
import { fixedClock, seededRandom } from "../base/index.ts";
import { createAddressOf } from "./address.ts";
import { createLimits, guessBudget } from "./limits.ts";

const start = () => {
  const clock = fixedClock("2027-03-01T09:00:00Z");
  return { clock, limits: createLimits({ clock, random: seededRandom(3) }) };
};

describe("the budget of starts", () => {
  it("lets four school classes start at the same time behind one address", () => {
    const { limits } = start();
    const verdicts = Array.from({ length: 200 }, () => limits.takeStart("192.0.2.1"));
    expect(new Set(verdicts)).toEqual(new Set(["ok"]));
  });

  it("becomes slow first and shows telephone numbers only then", () => {
    const { limits } = start();
    const verdicts = Array.from({ length: 301 }, () => limits.takeStart("192.0.2.1"));
    expect([verdicts[199], verdicts[200], verdicts[299], verdicts[300]]).toEqual(["ok", "slow", "slow", "phone-numbers"]);
  });

  it("does not make a neighbour pay", () => {
    const { limits } = start();
    for (let count = 0; count < 400; count += 1) limits.takeStart("192.0.2.1");
    expect(limits.takeStart("192.0.2.2")).toBe("ok");
  });

  it("is new after five minutes", () => {
    const { clock, limits } = start();
    for (let count = 0; count < 400; count += 1) limits.takeStart("192.0.2.1");
    clock.advance(5 * 60_000);
    expect(limits.takeStart("192.0.2.1")).toBe("ok");
  });

  it("is new as well when the clock was put back: nobody waits until it is there again", () => {
    const { clock, limits } = start();
    for (let count = 0; count < 400; count += 1) limits.takeStart("192.0.2.1");
    for (let count = 0; count < 100; count += 1) limits.takeGuess("192.0.2.1");
    clock.advance(-45 * 60_000);
    expect([limits.takeStart("192.0.2.1"), limits.takeGuess("192.0.2.1")]).toEqual(["ok", { allowed: true, wait: 0 }]);
  });

  it("remembers nobody for longer than an hour", () => {
    const { clock, limits } = start();
    limits.takeStart("192.0.2.1");
    clock.advance(61 * 60_000);
    limits.takeStart("192.0.2.2");
    expect(limits.size()).toBe(1);
  });

  it("forgets everybody, and its key, when the day changes", () => {
    const { clock, limits } = start();
    clock.set("2027-03-01T23:59:59Z");
    for (let count = 0; count < 400; count += 1) limits.takeStart("192.0.2.1");
    clock.set("2027-03-02T00:00:01Z");
    expect(limits.takeStart("192.0.2.1")).toBe("ok");
    expect(limits.size()).toBe(1);
  });

  it("keeps no address that could be read from memory", () => {
    const { limits } = start();
    limits.takeStart("192.0.2.77");
    expect(JSON.stringify(limits)).not.toContain("192.0.2.77");
  });
});

describe("guessing a code", () => {
  it("is free for a class that mistypes, then slower with every wrong code, then not looked at", () => {
    const { limits } = start();
    const { free, most, step, longest } = guessBudget;
    const guesses = Array.from({ length: most + 5 }, () => limits.takeGuess("192.0.2.1"));
    const waits = guesses.map(({ wait }) => wait);
    expect(waits.slice(0, free + 2)).toEqual([...Array.from({ length: free }, () => 0), step, 2 * step]);
    expect(guesses.map(({ allowed }) => allowed).lastIndexOf(true)).toBe(most - 1);
    expect(Math.max(...waits)).toBe(longest);
  });

  it("costs nothing when the code was right", () => {
    const { limits } = start();
    for (let act = 0; act < 500; act++) {
      expect(limits.takeGuess("192.0.2.1")).toEqual({ allowed: true, wait: 0 });
      limits.giveBackGuess("192.0.2.1");
    }
  });
});

describe("the address of who asks", () => {
  const env = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

  it("is the connection's own when no proxy is trusted, whatever the header says", () => {
    expect(createAddressOf([])(new Headers({ "x-forwarded-for": "198.51.100.9" }), env("192.0.2.1"))).toBe("192.0.2.1");
  });

  it("is the last one that a trusted proxy did not write itself", () => {
    const addressOf = createAddressOf(["10.0.0.1", "10.0.0.2"]);
    expect(addressOf(new Headers({ "x-forwarded-for": "6.6.6.6, 198.51.100.9, 10.0.0.2" }), env("::ffff:10.0.0.1"))).toBe("198.51.100.9");
  });

  it("counts a household's IPv6 addresses as one", () => {
    const addressOf = createAddressOf([]);
    expect(addressOf(new Headers(), env("2001:db8:1:2::5"))).toBe(addressOf(new Headers(), env("2001:db8:1:2:aaaa:bbbb:cccc:1")));
    expect(addressOf(new Headers(), env("2001:db8:1:2::5"))).not.toBe(addressOf(new Headers(), env("2001:db8:1:3::5")));
  });
});
