/** Time is handed in everywhere, so that tests can stand at any moment. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock for tests: stands still until it is set or moved. */
export function fixedClock(start: string): Clock & { set(at: string): void; advance(milliseconds: number): void } {
  let at = new Date(start).getTime();
  return {
    now: () => new Date(at),
    set: (next) => {
      at = new Date(next).getTime();
    },
    advance: (milliseconds) => {
      at += milliseconds;
    },
  };
}

declare const hour: unique symbol;
/** An instant cut to the whole hour: the finest time that stands open beside a living case (product promise 4). */
export type Hour = Date & { readonly [hour]: true };

export function wholeHour(at: Date): Hour {
  const cut = new Date(at);
  cut.setUTCMinutes(0, 0, 0);
  return cut as Hour;
}

/** A calendar day in Europe/Amsterdam, `YYYY-MM-DD`. */
export type Day = `${number}-${number}-${number}`;

const dayFormat = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short" });

/** The calendar day in Europe/Amsterdam on which an instant falls. */
export function dayOf(at: Date): Day {
  return dayFormat.format(at) as Day;
}
