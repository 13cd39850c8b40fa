/** A complaint procedure of the example: handed in by a parent, taken up by the committee, the board invited and asked for its defence. */
import { randomUUID } from "node:crypto";
import { sealProcedure, type ProcedureEntry } from "../../cases/rules/procedure-chain.ts";
import type { ProcedureAct } from "../../cases/rules/procedure.ts";
import type { ProcedurePieceIn } from "../../cases/shape/procedure.ts";
import { fromBase64Url, hashOf, newCaseIdentity, toBase64Url, wrap, type Bytes, type ReporterKeys, type Sender, type Signer } from "../../envelope/index.ts";
import { addNext, inDays } from "./placed.ts";
import { act, type Person } from "./reporter.ts";
import { ask, keyLogLength, read, type Worker } from "./worker.ts";

/** `complaint`: in the parent's own hand. The others: what the committee says with each step. `weeks`: that the board gets. */
export type Complained = { readonly complaint: string; readonly affiliated: string; readonly admitted: string; readonly asked: string; readonly weeks: number };

type Stage = { readonly secretary: Worker; readonly parent: Person; readonly board: ReporterKeys; readonly now: Date };
type Dossier = { readonly installation: string; readonly procedure: string; readonly identity: string; readonly recipient: string };
type Writer = { readonly sender: Sender; readonly signer: Signer; readonly keyLog?: number };
type Write = (writer: Writer, kind: ProcedureEntry["kind"], body: ProcedureEntry["body"]) => Promise<ProcedurePieceIn>;

const bytes = (text: string): Bytes => fromBase64Url(text) ?? new Uint8Array();

/** Seals one piece behind the other. */
function writing({ installation, procedure, recipient }: Dossier): Write {
  let [sequence, previous] = [0, ""];
  return async (writer, kind, body) => {
    sequence += 1;
    const [piece] = await sealProcedure({ installation, procedure, recipient, epoch: 1, sequence, previous, ...writer }, [{ kind, body }], randomUUID);
    if (piece === undefined) throw new Error("One entry makes one piece");
    previous = hashOf(bytes(piece.sealed));
    return piece;
  };
}

type Desk = Stage & { readonly id: string; readonly write: Write; readonly writer: Writer };

async function step({ secretary, id, write, writer }: Desk, taken: { readonly act: ProcedureAct; readonly expected: string; readonly text: string; readonly dueDay?: string }): Promise<void> {
  const { text, ...given } = taken;
  const piece = await write(writer, "step", { act: taken.act, text, ...(taken.dueDay === undefined ? {} : { dueDay: taken.dueDay }) });
  await ask(secretary, "POST", `/procedures/${id}/steps`, { ...given, pieces: [piece] });
}

async function invite({ secretary, board, id, write, writer }: Desk, { identity }: Dossier): Promise<void> {
  const signKey = toBase64Url(board.signer.publicKey);
  const [piece, wrapped] = await Promise.all([write(writer, "step", { act: "invite", text: "", board: { epoch: 1, signKey } }), wrap(identity, [board.recipient])]);
  await ask(secretary, "POST", `/procedures/${id}/invitations`, { epoch: 1, lookup: toBase64Url(board.lookup), recipient: board.recipient, signKey, wrap: toBase64Url(wrapped), piece });
}

/** From a case of the committee that its secretary has taken, up to the term of the board. */
export async function complain(id: string, told: Complained, stage: Stage): Promise<void> {
  const { secretary, parent, now } = stage;
  const { installation, signers } = await read(secretary, id);
  const dossier: Dossier = { installation, procedure: randomUUID(), ...(await newCaseIdentity()) };
  const write = writing(dossier);
  const writer = { sender: `member:${secretary.member.member}`, signer: secretary.member.signer, keyLog: await keyLogLength(secretary) } as const;
  const desk: Desk = { ...stage, id, write, writer };
  const key = await addNext(secretary, id, { kind: "procedure", body: { procedure: dossier.procedure, identity: dossier.identity } });
  await ask(secretary, "POST", `/cases/${id}/pieces`, { piece: key });
  const begun = await write(writer, "step", { act: "begin", text: "", complainants: signers });
  await ask(secretary, "POST", "/procedures", { case: id, procedure: dossier.procedure, piece: begun });
  const handed = await write({ sender: "reporter", signer: parent.keys.signer }, "complaint", { act: "hand-in", text: told.complaint });
  await act(parent, { name: "procedure-say", path: "/conversation/procedure/words", fields: { act: "hand-in", pieces: [handed] } });
  await step(desk, { act: "affiliated", expected: "received", text: told.affiliated });
  await invite(desk, dossier);
  await step(desk, { act: "admit", expected: "admissibility", text: told.admitted });
  await step(desk, { act: "ask-defence", expected: "handling", text: told.asked, dueDay: inDays(now, told.weeks * 7) });
}
