/** Generated documents are committed and fresh. `npm run docs` writes them; here they are only compared. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { permissionsDocument } from "../src/accounts/index.ts";
import { openApiDocument } from "../src/api/index.ts";
import { RecoverySteps } from "../src/accounts/rules/recovery.ts";
import { Transitions } from "../src/cases/rules.ts";
import { CallBackSteps } from "../src/cases/rules/call-back.ts";
import { ConsentTransitions } from "../src/cases/rules/consent.ts";
import { answerable, ReferralTransitions } from "../src/cases/rules/referral.ts";
import { CheckInTransitions } from "../src/cases/rules/follow-up.ts";
import { ClaimTransitions } from "../src/cases/rules/way-back.ts";
import { answerableFor, EscalationTransitions } from "../src/cases/rules/escalation.ts";
import { ProcedureSteps, Turns } from "../src/cases/rules/procedure.ts";
import { routes } from "../src/house.ts";
import { ReleaseTransitions } from "../src/registration/rules/release.ts";

const root = join(import.meta.dirname, "..");
const writing = process.env["GEHOORD_WRITE_DOCS"] === "1";

function statesDocument(): string {
  const arrows = Transitions.flatMap(({ act, by, from, to, outcomes }) =>
    from.map((state) => `  ${state} --> ${to}: ${act} (${by})${outcomes === undefined ? "" : ` as ${outcomes.join(", ")}`}`),
  );
  const rows = Transitions.map(({ act, by, from, to, outcomes, permission }) => `| ${act} | ${by} | ${from.join(", ")} | ${to} | ${outcomes?.join(", ") ?? ""} | ${permission ?? ""} |`);
  return [
    "# States of a case",
    "",
    "Generated from `src/cases/rules.ts`. The same table drives the server's check, the buttons of desk and conversation, and the tests.",
    "Only the person brings a case to `helped`; every state except `removed` has a way on.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    "  [*] --> new",
    ...arrows.map((line) => line.replaceAll("asked-helped", "asked_helped")),
    "  removed --> [*]",
    "```",
    "",
    "| Act | By | From | To | Outcome | Permission |",
    "|---|---|---|---|---|---|",
    ...rows,
    "",
    ...consentStates(),
    ...referralStates(),
    ...escalationStates(),
    ...checkInAndClaimStates(),
  ].join("\n");
}

function consentStates(): string[] {
  const rows = ConsentTransitions.map(({ act, by, from, to }) => `| ${act} | ${by.join(", ")} | ${from.join(", ")} | ${to} |`);
  return ["# States of a consent", "", "Generated from `src/cases/rules/consent.ts`. What ended never comes back: it is asked anew.", "", "| Act | By | From | To |", "|---|---|---|---|", ...rows, ""];
}

function referralStates(): string[] {
  const rows = ReferralTransitions.map(({ act, by, from, to }) => `| ${act} | ${by} | ${from.join(", ")} | ${to} | ${answerable[to]} |`);
  return [
    "# States of a referral",
    "",
    `Generated from \`src/cases/rules/referral.ts\`. It begins as \`offered\`, and then the ${answerable.offered} answers to the person.`,
    "",
    "| Act | By | From | To | Who answers to the person then |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ];
}

function escalationStates(): string[] {
  const rows = EscalationTransitions.map(({ act, by, from, to }) => `| ${act} | ${by} | ${from.join(", ")} | ${to} | ${answerableFor[to]} |`);
  return [
    "# States of an escalation",
    "",
    "Generated from `src/cases/rules/escalation.ts`. The first two states stand in the consent. The desk that sent it answers to the person throughout.",
    "",
    "| Act | By | From | To | Who has to do something then |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ];
}

function checkInAndClaimStates(): string[] {
  const rows = (all: readonly { readonly act: string; readonly by: string; readonly from: readonly string[]; readonly to: string }[]): string[] => all.map(({ act, by, from, to }) => `| ${act} | ${by} | ${from.join(", ")} | ${to} |`);
  const head = ["", "| Act | By | From | To |", "|---|---|---|---|"];
  return [
    "# States of a check-in",
    "",
    "Generated from `src/cases/rules/follow-up.ts`. It begins as `planned`. Only the person answers, also after it was missed.",
    ...head,
    ...rows(CheckInTransitions),
    "",
    "# States of a claim",
    "",
    "Generated from `src/cases/rules/way-back.ts`. Who lost the code begins it as `waiting`; it goes forward once.",
    ...head,
    ...rows(ClaimTransitions),
    "",
  ];
}

function callBackStates(): string {
  const arrows = CallBackSteps.flatMap(({ act, by, from, to }) => from.map((state) => `  ${state} --> ${to ?? state}: ${act} (${by})`));
  const rows = CallBackSteps.map(({ act, by, from, to, attempt, slot }) => `| ${act} | ${by} | ${from.join(", ")} | ${to ?? "as it was"} | ${attempt === true ? "yes" : ""} | ${slot ?? ""} |`);
  return [
    "## States of a call-back",
    "",
    "Generated from `src/cases/rules/call-back.ts`. A number that belongs to somebody else is never called again: `wrong-person` has no way on.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    "  [*] --> asked",
    ...arrows.map((line) => line.replaceAll(/(wrong|other)-(person|way)(?!\w* \()/g, "$1_$2")),
    "```",
    "",
    "| Act | By | From | To | Attempt | Moment |",
    "|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

/** The complaint procedure: the steps that move it, and whose turn it is. */
function procedureDocument(): string {
  const arrows = ProcedureSteps.flatMap(({ act, by, from, to, outcomes }) => (to === undefined || act === "withdraw" ? [] : from.map((state) => `  ${state} --> ${to}: ${act} (${by})${outcomes === undefined ? "" : ` as ${outcomes.join(", ")}`}`)));
  const rows = ProcedureSteps.map(({ act, by, from, to, outcomes, guards, next, kind }) => `| ${act} | ${by} | ${from.join(", ")} | ${to ?? ""} | ${outcomes?.join(", ") ?? ""} | ${guards?.join(", ") ?? ""} | ${next} | ${kind} |`);
  return [
    "## A complaint procedure",
    "",
    "Generated from `src/cases/rules/procedure/steps.ts`. The committee is answerable in every state; from every state there is a way on that waits for nobody.",
    "The complainant can withdraw from every living state (not drawn). `removed` is reached by deletion of the case only.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    "  [*] --> started",
    ...arrows,
    "```",
    "",
    `Whose turn: ${Object.entries(Turns).flatMap(([state, turn]) => (turn === undefined ? [] : `${state} ${turn}`)).join(", ")}.`,
    "",
    "| Act | By | From | To | Outcome | Only when | Next day | Piece |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function recoveryStates(): string {
  const rows = RecoverySteps.map(({ act, by, from, to }) => `| ${act} | ${by.join(", ")} | ${from.join(", ")} | ${to} |`);
  return ["## States of a recovery of a member's key", "", "Generated from `src/accounts/rules/recovery.ts`. Begun by a holder; both holders are needed before it can be finished.", "", "| Act | By | From | To |", "|---|---|---|---|", ...rows, ""].join("\n");
}

function releaseStates(): string {
  const rows = ReleaseTransitions.map(({ act, by, from, to, second }) => `| ${act} | ${by}${second === true ? ", not the one who asked" : ""} | ${from.join(", ")} | ${to} |`);
  return ["## States of a release", "", "Generated from `src/registration/rules/release.ts`. It begins as `asked`. What was published stays; everything before can be withdrawn.", "", "| Act | By | From | To |", "|---|---|---|---|", ...rows, ""].join("\n");
}

const documents: readonly (readonly [string, () => string])[] = [
  ["docs/permissions.md", permissionsDocument],
  ["docs/states.md", () => [statesDocument(), callBackStates(), procedureDocument(), recoveryStates(), releaseStates()].join("\n")],
  ["docs/openapi.json", () => `${JSON.stringify(openApiDocument(routes, { origin: "https://gehoord.example" }), null, 1)}\n`],
];

describe("a generated document", () => {
  for (const [name, make] of documents) {
    it(`is fresh: ${name}`, () => {
      const path = join(root, name);
      if (writing) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, make());
      }
      expect(readFileSync(path, "utf8")).toBe(make());
    });
  }
});
