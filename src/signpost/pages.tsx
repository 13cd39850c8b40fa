/** `/wegwijzer`: the questions and the result. The landing page starts it with `FirstQuestion`. */
import type { Child } from "hono/jsx";
import { anyone, type Language, type RequestContext } from "../base/index.ts";
import { callingTeams, receives, supportPoints } from "../accounts/index.ts";
import { directoryOf } from "../directory/index.ts";
import type { Page, PageAnswer, PageRequest } from "../ui/index.ts";
import { QuestionPage, StartPage, WhoAreYou } from "./pages/question.tsx";
import { ResultPage } from "./pages/result.tsx";
import { type Asked, carried, readTalk } from "./pages/talk.ts";

/** Never the subject: the title stands in tabs and histories. */
const neutralTitle = "Gehoord";

/** The form of the first question, for the landing page: posts to `/wegwijzer`. */
export function FirstQuestion(language: Language): Child {
  return <WhoAreYou language={language} />;
}

/**
 * Services whose desk takes part, is staffed and has two working keys. When the database is away nobody can report, and
 * the signpost goes on: knowing who can help must not depend on it.
 */
type Desks = { readonly receiving: ReadonlySet<string>; readonly calling: ReadonlySet<string> };

async function desksNow({ db }: RequestContext): Promise<Desks> {
  try {
    return await db.transaction({ role: "visitor" }, async (tx) => {
      const points = (await supportPoints(tx)).filter(receives);
      const calling = await callingTeams(tx);
      return { receiving: new Set(points.map(({ service }) => service)), calling: new Set(points.filter(({ team }) => calling.has(team)).map(({ service }) => service)) };
    });
  } catch {
    return { receiving: new Set(), calling: new Set() };
  }
}

async function bodyOf(context: RequestContext, talk: Asked): Promise<Child> {
  const { language } = context;
  if (talk.next?.id === "role" && !talk.missed) return <StartPage language={language} />;
  if (talk.next !== undefined && !talk.showNow) return <QuestionPage question={talk.next} talk={talk} language={language} />;
  return <ResultPage talk={talk} language={language} now={context.clock.now()} directory={directoryOf(context.config.root)} {...await desksNow(context)} />;
}

async function answer(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  const talk = readTalk(request);
  const shown = talk.showNow ? { show: "yes" } : {};
  const page: PageAnswer = { title: neutralTitle, body: await bodyOf(context, talk), scripts: ["signpost"], languageForm: { ...carried(talk), ...shown } };
  return talk.missed ? { ...page, status: 422, focus: "error-summary" } : page;
}

export const pages: readonly Page[] = [
  { methods: ["GET", "POST"], path: "/wegwijzer", who: anyone("help without an account"), maxBytes: 4096, answer },
];
