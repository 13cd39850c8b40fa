import { describe, expect, it } from "vitest";
import { decide, Roles, SignpostInput } from "../../src/signpost/index.ts";
import { type Answers, inputOf, questionAfter, type QuestionId, QuestionIds, replay } from "../../src/signpost/questions.ts";
import { pageTexts } from "../../src/signpost/texts/pages.ts";
import { figure } from "./figures.ts";
import { faultsOf } from "./predicates.ts";

interface Walk {
  paths: number;
  longest: number;
  readonly faults: string[];
  /** Every question and answer that was met. */
  readonly met: Set<string>;
}

/** Every path from these answers on, to its end. */
function walkFrom(answers: Answers, at: number, asked: number, walk: Walk): void {
  const id = QuestionIds[at];
  if (id === undefined || (id === "topic" && answers.danger === "now")) {
    walk.paths += 1;
    walk.longest = Math.max(walk.longest, asked);
    const input = inputOf(answers);
    for (const { why } of faultsOf(input, decide(input))) if (walk.faults.length < 5) walk.faults.push(`${why}: ${JSON.stringify(answers)}`);
    return;
  }
  const question = questionAfter(answers, id);
  if (question === undefined) {
    walkFrom(answers, at + 1, asked, walk);
    return;
  }
  for (const option of question.options) {
    walk.met.add(`${id} ${option}`);
    walkFrom({ ...answers, [id]: option }, at + 1, asked + 1, walk);
  }
}

const walked = (start: Answers): Walk => {
  const walk: Walk = { paths: 0, longest: 0, faults: [], met: new Set() };
  walkFrom(start, start.danger === undefined ? 1 : 2, Object.keys(start).length, walk);
  return walk;
};

describe("every path through the questions", { timeout: 600_000 }, () => {
  const met = new Set<string>();

  it.for(Roles.flatMap((role) => (["now", "recent", "no", "unknown"] as const).map((danger) => ({ role, danger }))))(
    "of a $role, danger: $danger, ends at somebody who is competent",
    async ({ role, danger }, { annotate }) => {
      if (danger === "unknown") {
        // The engine makes no difference between "no" and "I do not know", so these paths are the ones of "no".
        expect(decide({ role, danger: "unknown" })).toEqual(decide({ role, danger: "no" }));
        return;
      }
      const walk = walked({ role, danger });
      await annotate(figure(`signpost, ${role}, danger ${danger}: ${walk.paths} paths, at most ${walk.longest} questions, ${walk.faults.length} faults`));
      for (const one of walk.met) met.add(one);
      expect(walk.faults).toEqual([]);
      expect(walk.paths).toBeGreaterThan(0);
      expect(walk.longest).toBeLessThanOrEqual(12);
    },
  );

  it("meets every question, and every answer has words in every language", () => {
    const asked = new Set([...met].map((one) => one.split(" ")[0]));
    expect(QuestionIds.filter((id) => !asked.has(id) && id !== "role" && id !== "danger")).toEqual([]);
    const wordless = [...met].filter((one) => {
      const [id, option] = one.split(" ") as [QuestionId, string];
      return option !== "unknown" && [pageTexts.nl, pageTexts.en].some((texts) => texts.options[id][option] === undefined);
    });
    expect(wordless).toEqual([]);
  });
});

describe("a person in the questions", () => {
  it("sees 112 at once when there is danger now, and may go on when safe", () => {
    expect(replay({ role: "pupil", danger: "now" }).next).toBeUndefined();
    expect(decide(inputOf({ role: "pupil", danger: "now" })).urgent[0]?.id).toBe("112");
    expect(replay({ role: "pupil", danger: "now" }, true).next?.id).toBe("topic");
  });

  it("may say that he does not know, and that he does not dare", () => {
    const answers: Answers = { role: "pupil", danger: "no", topic: "bullying", by: "pupil", sector: "vo", age: "12-17", needs: "no" };
    expect(replay(answers).next?.id).toBe("tried");
    expect(replay(answers).next?.options).toEqual(expect.arrayContaining(["unknown", "dare-not"]));
  });

  it("is asked again when an answer is none of the options", () => {
    expect(replay({ role: "pupil", danger: "maybe" }).next?.id).toBe("danger");
    expect(replay({ role: "robot" }).next?.id).toBe("role");
  });

  it("is not asked what makes no difference", () => {
    expect(replay({ role: "pupil", danger: "no", topic: "suicidal" })).toMatchObject({ next: { id: "age" } });
    expect(questionAfter({ role: "board", danger: "no", topic: "policy" }, "tried")).toBeUndefined();
    expect(questionAfter({ role: "pupil", danger: "no", topic: "home" }, "committee")).toBeUndefined();
  });

  it("never loses an earlier answer to a later one that does not count", () => {
    const { answers } = replay({ role: "board", danger: "no", topic: "policy", sector: "po", tried: "dare-not", known: "no" });
    expect(answers).toEqual({ role: "board", danger: "no", topic: "policy", sector: "po" });
  });

  it("is treated as not out when it is not sure who knows", () => {
    for (const known of ["no", "unknown"]) expect(inputOf({ role: "pupil", topic: "lhbtiq", known }).special).toContain("orientation-secret");
    expect(inputOf({ role: "pupil", topic: "lhbtiq", known: "yes" }).special).toEqual([]);
  });

  it("tells only what the contract knows", () => {
    const full: Answers = { role: "parent", danger: "recent", topic: "removal", sector: "vo", "at-home": "long", needs: "special-needs", tried: "board-rejected", goal: "complaint", court: "yes", committee: "gcbo", when: "six-weeks" };
    expect(SignpostInput.parse(inputOf(full))).toEqual(inputOf(full));
    expect(inputOf(full)).toMatchObject({ special: ["weeks-at-home:5", "special-needs", "court-case"], tried: ["board-rejected"], committee: "gcbo", monthsAgo: 1 });
  });
});
