import { describe, expect, it } from "vitest";
import { readConfig, type Environment } from "./config.ts";

const message = (argv: readonly string[], env: Environment = {}): string => {
  const answer = readConfig(argv, env);
  return answer.ok ? "accepted" : answer.message;
};
const value = (argv: readonly string[], env: Environment = {}): Record<string, unknown> => {
  const answer = readConfig(argv, env);
  return answer.ok ? { ...answer.value } : { refused: answer.message };
};

describe("settings", () => {
  it("are those of a demonstration on this computer, or of a real installation", () => {
    expect(value(["--demo"])).toMatchObject({ mode: "demo", host: "127.0.0.1", port: 8080, data: expect.stringMatching(/data\/demo$/) });
    expect(value([])).toMatchObject({ mode: "real", data: expect.stringMatching(/data\/gehoord$/), databaseUrl: undefined, smtpUrl: undefined, trustedProxies: [] });
  });

  it("come from flags first, then from the environment", () => {
    const env = { PORT: "9000", GEHOORD_DATA: "/srv/gehoord", DATABASE_URL: "postgresql://x@y/z", GEHOORD_ORIGIN: "https://gehoord.example", GEHOORD_TRUSTED_PROXIES: "10.0.0.1, ::1", SMTP_URL: "smtps://mail.example" };
    expect(value([], env)).toMatchObject({ port: 9000, data: "/srv/gehoord", databaseUrl: "postgresql://x@y/z", origin: "https://gehoord.example", trustedProxies: ["10.0.0.1", "::1"], smtpUrl: "smtps://mail.example" });
    expect(value(["--port", "0", "--data", "/elsewhere", "--host", "0.0.0.0"], env)).toMatchObject({ port: 0, data: "/elsewhere", host: "0.0.0.0" });
  });

  it("never let a demonstration listen outside this computer, nor send mail", () => {
    expect(message(["--demo", "--host", "0.0.0.0"])).toContain("this computer only");
    expect(value(["--demo"], { SMTP_URL: "smtp://mail.example" })).toMatchObject({ smtpUrl: undefined });
  });

  it.each([
    [["--port", "70000"], {}, "whole number from 0 to 65535"],
    [["--port", "x"], {}, "whole number"],
    [["--demo", "--empty"], {}, "not both"],
    [["--strange"], {}, "--strange"],
    [["word"], {}, "word"],
    [[], { DATABASE_URL: "mysql://secret@host" }, "DATABASE_URL must be an address"],
    [[], { GEHOORD_ORIGIN: "http://gehoord.example" }, "https://"],
    [[], { GEHOORD_ORIGIN: "https://gehoord.example/path" }, "only scheme, host and port"],
    [[], { GEHOORD_TRUSTED_PROXIES: "proxy.example" }, '"proxy.example" is not one'],
    [[], { SMTP_URL: "mail.example" }, "SMTP_URL must be"],
  ])("tell whoever typed %j with %j what is wrong", (argv, env, words) => {
    expect(message(argv, env)).toContain(words);
  });

  it("never repeat an address that can hold a password", () => {
    expect(message([], { DATABASE_URL: "mysql://secret@host" })).not.toContain("secret");
  });
});
