/** The flow of the questions as a graph, drawn from the code: Mermaid for the docs, and the same as a picture. */
import { seededRandom } from "../../src/base/index.ts";
import { decide, Roles, Topics } from "../../src/signpost/index.ts";
import { type Answers, inputOf, QuestionIds, type QuestionId, replay } from "../../src/signpost/questions.ts";
import { kindOf } from "../../src/signpost/shape.ts";
import { pageTexts } from "../../src/signpost/texts/pages.ts";

type Node = QuestionId | "result";
type Edge = { readonly from: Node; readonly to: Node; readonly roles: ReadonlySet<string> };

let drawn: readonly Edge[] | undefined;

/** Edges met by people who answer at random: many of them, and the same ones each time. */
function edges(): readonly Edge[] {
  if (drawn !== undefined) return drawn;
  const random = seededRandom(11);
  const found = new Map<string, { from: Node; to: Node; roles: Set<string> }>();
  for (let person = 0; person < 6_000; person += 1) {
    let answers: Answers = { role: Roles[person % Roles.length] ?? "pupil" };
    let from: Node = "role";
    for (;;) {
      const { next } = replay(answers);
      const to: Node = next?.id ?? "result";
      const edge = found.get(`${from} ${to}`) ?? { from, to, roles: new Set<string>() };
      found.set(`${from} ${to}`, edge);
      edge.roles.add(answers.role ?? "");
      if (next === undefined) break;
      const option = next.options[(random.bytes(1)[0] ?? 0) % next.options.length] ?? "unknown";
      answers = { ...answers, [next.id]: option };
      from = next.id;
    }
  }
  const place = (node: Node): number => (node === "result" ? 99 : QuestionIds.indexOf(node));
  drawn = [...found.values()].sort((one, other) => place(one.from) - place(other.from) || place(one.to) - place(other.to));
  return drawn;
}

const label = (node: Node): string => (node === "result" ? pageTexts.nl.result.title : pageTexts.nl.questions[node].pupil);
const idOf = (node: Node): string => node.replaceAll("-", "_");
const whose = ({ roles }: Edge): string => (roles.size === Roles.length ? "" : Roles.filter((role) => roles.has(role)).join(", "));

function mermaid(lines: readonly Edge[]): readonly string[] {
  const nodes = [...QuestionIds, "result" as const].map((node) => `  ${idOf(node)}["${label(node)}"]`);
  const arrows = lines.map((edge) => `  ${idOf(edge.from)} -->${whose(edge) === "" ? "" : `|${whose(edge)}|`} ${idOf(edge.to)}`);
  return ["```mermaid", "flowchart TD", ...nodes, ...arrows, "```"];
}

function table(): readonly string[] {
  const rows = Roles.flatMap((role) =>
    Topics.map((topic) => {
      const { urgent, steps } = decide(inputOf({ role, topic }));
      const names = [...urgent.map(({ id }) => `**${id}**`), ...steps.filter(({ id }) => kindOf(id) === "organisation").map(({ id }) => id)];
      return `| ${role} | ${topic} | ${names.join(", ")} |`;
    }),
  );
  return ["| Role | Topic | Organisations, when nothing else was told |", "|---|---|---|", ...rows];
}

const boxHeight = 40;
const rowHeight = 72;
const boxLeft = 40;
const boxWidth = 430;

function curve({ from, to }: Edge, order: readonly Node[]): string {
  const [start, end] = [order.indexOf(from), order.indexOf(to)];
  const [top, bottom] = [start * rowHeight + 20 + boxHeight, end * rowHeight + 20];
  if (end === start + 1) return `<path d="M255 ${top} V${bottom}" marker-end="url(#head)"/>`;
  const side = boxLeft + boxWidth;
  const out = side + 22 * (end - start);
  return `<path d="M${side} ${top - boxHeight / 2} C${out} ${top} ${out} ${bottom} ${side} ${bottom + boxHeight / 2}" marker-end="url(#head)"/>`;
}

function box(node: Node, at: number): string {
  const top = at * rowHeight + 20;
  return `<rect x="${boxLeft}" y="${top}" width="${boxWidth}" height="${boxHeight}" rx="8"/><text x="${boxLeft + 14}" y="${top + 26}">${label(node)}</text>`;
}

export function flowPicture(): string {
  const order: readonly Node[] = [...QuestionIds, "result"];
  const height = order.length * rowHeight + 20;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 ${height}" role="img" aria-label="The questions of the signpost and what may follow each">`,
    `<style>rect{fill:#fff;stroke:#1d4f5c;stroke-width:1.5}text{font:15px sans-serif;fill:#16323a}path{fill:none;stroke:#7a9aa3;stroke-width:1.4}</style>`,
    `<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" style="fill:#7a9aa3"/></marker></defs>`,
    ...edges().map((edge) => curve(edge, order)),
    ...order.map((node, at) => box(node, at)),
    "</svg>",
    "",
  ].join("\n");
}

export function flowDocument(): string {
  return [
    "# The signpost",
    "",
    "Generated from `src/signpost` by `npm run docs`. A question is asked only if two of its answers lead to different outcomes; danger now ends the questions at once.",
    "Words on an arrow: only for these roles. Rules: `src/signpost/rules`, one file a concern; wording: `src/signpost/texts`; what no outcome may ever do: `tests/signpost/predicates.ts`.",
    "",
    "![The questions and what may follow each](signpost.svg)",
    "",
    ...mermaid(edges()),
    "",
    "## Who is named first",
    "",
    "Bold: urgent. People at school, what one can do oneself and the complaint route follow from the other answers.",
    "",
    ...table(),
    "",
  ].join("\n");
}
