/** The state of a page: read from the posted fields, written into hidden fields. Nothing is kept between two requests. */
import type { PageRequest } from "../../ui/index.ts";
import { type Answers, QuestionIds, replay, type Talk } from "../questions.ts";

export interface Asked extends Talk {
  /** Go on with the questions after "danger now". */
  readonly goOn: boolean;
  /** Show who can help with what was told so far. */
  readonly showNow: boolean;
  /** Somebody pressed "next" without choosing. */
  readonly missed: boolean;
}

function answersOf(form: PageRequest["form"]): Answers {
  const told = QuestionIds.map((id) => [id, form.text(id)] as const).filter(([, value]) => value !== "");
  return Object.fromEntries(told);
}

/** Going back means: this answer and everything after it was not given. */
function beforeQuestion(answers: Answers, id: string): Answers {
  const from = QuestionIds.findIndex((one) => one === id);
  return from < 0 ? answers : Object.fromEntries(QuestionIds.slice(0, from).flatMap((one) => (answers[one] === undefined ? [] : [[one, answers[one]]])));
}

export function readTalk({ form }: PageRequest): Asked {
  const goOn = form.text("go-on") === "yes";
  const back = form.text("back");
  const talk = replay(beforeQuestion(answersOf(form), back), goOn);
  const asked = form.text("asked");
  const showNow = form.text("show") === "yes" && back === "" && talk.answers.role !== undefined;
  // Who wants to see the result now leaves the question open on purpose.
  return { ...talk, goOn, showNow, missed: back === "" && !showNow && asked !== "" && talk.next?.id === asked };
}

/** Hidden fields that bring the next page to the same place. */
export function carried({ answers, goOn }: Asked): Readonly<Record<string, string>> {
  return { ...answers, ...(goOn ? { "go-on": "yes" } : {}) };
}

/** The question that "back" returns to. */
export function lastAnswered({ answers }: Talk): string | undefined {
  return QuestionIds.findLast((id) => answers[id] !== undefined);
}
