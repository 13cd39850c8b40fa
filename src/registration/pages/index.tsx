/** `/cijfers` and what belongs to it: figures that were published, for everybody, also in a frame and as files. */
import { anyone, pathIn, type RequestContext } from "../../base/index.ts";
import { directoryOf } from "../../directory/index.ts";
import { Heading, Paragraph, type Page, type PageAnswer, type PageFile } from "../../ui/index.ts";
import { besideFile, publishedDocument, publishedFigures, tableAsCsv, type Figures, type Period } from "../published/index.ts";
import { subjects, type Subject } from "../texts/figures.ts";
import { Embedded } from "./embedded.tsx";
import { Nothing, Overview } from "./overview.tsx";
import { breakdownFor } from "./subject.tsx";
import { WholeTable } from "./whole-table.tsx";
import { seenIn, type Seen } from "./words.ts";

const title = "Gehoord";
const who = anyone("what the network sees is for everybody to see");

const seenBy = ({ language, config }: RequestContext): Seen => seenIn(language, directoryOf(config.root));

function notThere(context: RequestContext): PageAnswer {
  const { text, language } = seenBy(context);
  const body = (
    <>
      <Heading level={1}>{text.notThere}</Heading>
      <Paragraph>
        <a href={pathIn(language, "/cijfers")}>{text.back}</a>
      </Paragraph>
    </>
  );
  return { status: 404, title, body, refusal: "not-found" };
}

/** The newest year that says what it was about; without one the newest period. A year says more than its quarters. */
function newestPeriod(figures: Figures): Period | undefined {
  const telling = figures.periods.filter((period) => subjects.some((subject) => breakdownFor(figures, period, subject) !== undefined));
  return telling.find(({ kind }) => kind === "year") ?? telling[0] ?? figures.periods[0];
}

function overview(context: RequestContext, figures: Figures, period: Period): PageAnswer {
  return { title, body: <Overview {...seenBy(context)} figures={figures} period={period} origin={context.config.origin} /> };
}

async function newest(context: RequestContext): Promise<PageAnswer> {
  const figures = await publishedFigures(context);
  const period = newestPeriod(figures);
  return period === undefined ? { title, body: <Nothing {...seenBy(context)} /> } : overview(context, figures, period);
}

async function ofPeriod(context: RequestContext, code: string): Promise<PageAnswer> {
  const figures = await publishedFigures(context);
  const period = figures.periods.find((one) => one.code === code);
  return period === undefined ? notThere(context) : overview(context, figures, period);
}

async function wholeTable(context: RequestContext, releaseId: string, tableId: string): Promise<PageAnswer> {
  const figures = await publishedFigures(context);
  const release = figures.release(releaseId);
  const table = release?.tables.find(({ id }) => id === tableId);
  if (release === undefined || table === undefined) return notThere(context);
  return { title, body: <WholeTable {...seenBy(context)} figures={figures} release={release} table={table} /> };
}

async function embedded(context: RequestContext, name: string): Promise<PageAnswer> {
  const figures = await publishedFigures(context);
  const subject = subjects.find((one): one is Subject => one === name);
  const period = subject === undefined ? undefined : figures.periods.find((one) => breakdownFor(figures, one, subject) !== undefined);
  const breakdown = subject === undefined || period === undefined ? undefined : breakdownFor(figures, period, subject);
  if (subject === undefined || breakdown === undefined) return notThere(context);
  return { title, frameable: true, body: <Embedded {...seenBy(context)} figures={figures} subject={subject} breakdown={breakdown} origin={context.config.origin} /> };
}

const file = (name: string, type: PageFile["type"], content: string): PageAnswer => ({ title, body: null, file: { name, type, content } });

/** The very bytes that were published and signed. */
async function wholeRelease(context: RequestContext, name: string): Promise<PageAnswer> {
  const figures = await publishedFigures(context);
  const release = figures.release(name.replace(/\.json$/, ""));
  if (release === undefined || !name.endsWith(".json")) return notThere(context);
  const document = await publishedDocument(context, release.id);
  return document === undefined ? notThere(context) : file(`${release.id}.json`, "application/json", document);
}

async function tableFile(context: RequestContext, releaseId: string, name: string): Promise<PageAnswer> {
  const release = (await publishedFigures(context)).release(releaseId);
  if (release === undefined) return notThere(context);
  const beside = await besideFile(context, release, name);
  if (beside !== undefined) return file(`${release.id}-${name}`, beside.type, beside.content);
  const table = release.tables.find(({ id }) => `${id}.csv` === name);
  if (table === undefined) return notThere(context);
  return file(`${release.id}-${table.id}.csv`, "text/csv; charset=utf-8", tableAsCsv(release, table));
}

type Params = Readonly<Record<string, string>>;
const get = (path: `/${string}`, answer: (context: RequestContext, params: Params) => Promise<PageAnswer>, steady = false): Page => ({
  methods: ["GET"],
  path,
  who,
  steady,
  answer: (context, { params }) => answer(context, params),
});

export const figurePages: readonly Page[] = [
  get("/cijfers", newest, true),
  get("/cijfers/tijd/{period}", (context, { period = "" }) => ofPeriod(context, period)),
  get("/cijfers/tabel/{release}/{table}", (context, { release = "", table = "" }) => wholeTable(context, release, table)),
  get("/cijfers/insluiten/{subject}", (context, { subject = "" }) => embedded(context, subject)),
  get("/cijfers/bestand/{release}", (context, { release = "" }) => wholeRelease(context, release)),
  get("/cijfers/bestand/{release}/{table}", (context, { release = "", table = "" }) => tableFile(context, release, table)),
];
