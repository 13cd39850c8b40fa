import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FourEyes, maySecond, needsSecond } from "./rules/four-eyes.ts";
import type { FourEyesAct } from "./rules/four-eyes.ts";
import { describe, expect, it } from "vitest";
import { mayI } from "./rules.ts";
import { isPermission, Permissions, permissionsDocument, Roles, rolesMay } from "./rules/permissions.ts";
import { routes } from "./routes.ts";
import { acceptTotp, totpAt } from "./totp.ts";

describe("the permission table", () => {
  it("gives a visitor nothing, and nobody a word that is not in it", () => {
    for (const name of Object.keys(Permissions)) {
      if (isPermission(name)) expect(mayI({ kind: "visitor" }, name)).toBe(false);
    }
    expect(isPermission("case.delete-everything")).toBe(false);
    expect(isPermission("toString")).toBe(false);
  });

  it("lets who manages people or the network read no case", () => {
    const cases = Object.keys(Permissions).filter((name) => name.startsWith("case.")).filter(isPermission);
    expect(cases.length).toBeGreaterThan(4);
    for (const role of ["organisation-admin", "coordinator", "editor"]) {
      expect(cases.filter((permission) => rolesMay([role], permission)), role).toEqual([]);
    }
    expect(cases.filter((permission) => rolesMay(["ministry"], permission))).toEqual(["case.read", "case.rewrap"]);
  });

  it("is written down as it is", () => {
    const written = join(import.meta.dirname, "../../docs/permissions.md");
    expect(existsSync(written) && readFileSync(written, "utf8")).toBe(permissionsDocument());
    for (const role of Roles) expect(permissionsDocument()).toContain(role);
  });

  it("is used by every route of accounts: nothing is public without a reason", () => {
    for (const { who, path } of routes) {
      if (who.kind === "anyone") expect(who.because.length, path).toBeGreaterThan(10);
      if (who.kind === "can") expect(isPermission(who.permission), path).toBe(true);
    }
  });
});

describe("an authenticator", () => {
  const secret = new TextEncoder().encode("12345678901234567890");
  it("shows the digits of RFC 6238", () => {
    expect(totpAt(secret, new Date(59_000))).toBe("287082");
    expect(totpAt(secret, new Date(1_111_111_109_000))).toBe("081804");
    expect(totpAt(secret, new Date(20_000_000_000_000))).toBe("353130");
  });

  it("may run half a minute fast or slow, and shows nothing twice", () => {
    const at = new Date("2027-03-01T09:00:10Z");
    const before = totpAt(secret, new Date(at.getTime() - 30_000));
    const step = acceptTotp(secret, before, at, 0);
    expect(step).toBe(Math.floor(at.getTime() / 30_000) - 1);
    expect(acceptTotp(secret, before, at, step ?? 0)).toBeUndefined();
    expect(acceptTotp(secret, totpAt(secret, new Date(at.getTime() - 90_000)), at, 0)).toBeUndefined();
    expect(acceptTotp(secret, "1", at, 0)).toBeUndefined();
  });
});

describe("four eyes", () => {
  const noor = { member: "noor", organisation: "balans", teams: ["desk"], roles: ["worker"] };
  const sem = { ...noor, member: "sem" };
  const lead = { ...noor, member: "lead", roles: ["worker", "team-lead"] };

  it("are asked for what one person alone must not do, and for nothing else", () => {
    expect(Object.keys(FourEyes).every((act) => needsSecond(act) !== undefined)).toBe(true);
    expect(needsSecond("case.read")).toBeUndefined();
    expect(needsSecond("toString")).toBeUndefined();
  });

  it("are never one person's, nor somebody's of another organisation, team or with the same role where that is asked", () => {
    for (const act of Object.keys(FourEyes) as FourEyesAct[]) {
      expect(maySecond(act, noor, noor)).toBe(false);
      expect(maySecond(act, noor, { ...lead, organisation: "elders" })).toBe(false);
      expect(maySecond(act, noor, lead)).toBe(true);
    }
    expect(maySecond("escalation.send", noor, { ...sem, teams: ["ander"] })).toBe(false);
    expect(maySecond("procedure.publish", noor, { ...sem, teams: ["ander"] })).toBe(true);
    expect(maySecond("member.recover", noor, sem)).toBe(false);
  });
});
