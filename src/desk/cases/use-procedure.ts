/** One procedure: fetched, opened here, and every step a secretary takes. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { identitiesInCase } from "../../cases/rules/procedure-chain.ts";
import type { ProcedureEntry } from "../../cases/rules/procedure-chain.ts";
import { DeskProcedure, ProcedureAnswer, ProcedureList } from "../../cases/shape/procedure.ts";
import type { ProcedureBody, ProcedureKeyBody, ProcedureStepPost } from "../../cases/shape/procedure.ts";
import { readFile } from "../../envelope/index.ts";
import type { FileManifest } from "../../envelope/index.ts";
import { ask, fetchBytes, Refusal, tell } from "../api.ts";
import { browserArgon2 } from "../keyring/argon2.ts";
import { useOpen } from "../session.tsx";
import type { Open } from "../session.tsx";
import { CaseRefusal, piecesOfKind } from "./opening.ts";
import { beginProcedure, complainantsIn, inviteBoard, openOnDesk, sealRenewal, sealStep } from "./procedure.ts";
import type { ProcedureOnDesk } from "./procedure.ts";
import { loadCase } from "./use-case.ts";
import type { CaseActs, CaseOnScreen } from "./use-case.ts";
import { sealNext, sealNextEpoch } from "./writing.ts";

export const procedureListQuery = queryOptions({ queryKey: ["procedures"], queryFn: () => ask("/procedures", { out: ProcedureList }), staleTime: 30_000 });

type Loaded = { readonly procedure: ProcedureOnDesk; readonly parts: { readonly keyring: Open["keyring"]; readonly log: CaseOnScreen["log"] } };

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

async function load(id: string, open: Open, before: ProcedureOnDesk | undefined): Promise<Loaded> {
  const raw = await ask(`/procedures/${id}`, { out: DeskProcedure });
  const { opened, log } = await loadCase(id, open);
  const keys = piecesOfKind(opened.shared, "procedure").filter((piece) => piece.signedBy.startsWith("member:"));
  const identities = identitiesInCase(keys.map((piece) => json(piece.body)), raw.procedure);
  if (identities === undefined) throw new CaseRefusal("no-key");
  const complainants = complainantsIn(piecesOfKind(opened.shared, "epoch").map((piece) => piece.body));
  return { procedure: await openOnDesk(raw, { identities, complainants }, { log }, before), parts: { keyring: open.keyring, log } };
}

/** Somebody else was first: fetch, seal again. */
const beaten: ReadonlySet<string> = new Set(["sequence-taken", "epoch-outdated"]);

async function renew(id: string, { procedure, parts }: Loaded, open: Open): Promise<void> {
  let screen = await loadCase(id, open);
  if (screen.opened.raw.due.includes("shared")) {
    await tell(`/cases/${id}/epochs`, { method: "POST", body: await sealNextEpoch(screen.opened, "shared", { keyring: open.keyring, log: screen.log }) });
    screen = await loadCase(id, open);
  }
  const inCase = async (body: ProcedureKeyBody) => ({ ...(await sealNext(screen.opened, { kind: "procedure", body }, { keyring: open.keyring, log: screen.log })), kind: "procedure" as const });
  await ask(`/procedures/${id}/epochs`, { method: "POST", body: await sealRenewal(procedure, inCase, parts), out: ProcedureAnswer });
}

/** `todo`: for obligations, one entry each. */
export type StepGiven = Omit<ProcedureStepPost, "act" | "expected" | "pieces" | "obligations"> & { readonly kind: ProcedureEntry["kind"]; readonly body: ProcedureBody };

export function useProcedure(id: string) {
  const open = useOpen();
  const client = useQueryClient();
  const queryKey = ["procedure", id];
  const query = useQuery({ queryKey, queryFn: () => load(id, open, client.getQueryData<Loaded>(queryKey)?.procedure), staleTime: 60_000, retry: false });
  const reload = async (): Promise<Loaded> => {
    const fresh = await load(id, open, client.getQueryData<Loaded>(queryKey)?.procedure);
    client.setQueryData(queryKey, fresh);
    void client.invalidateQueries({ queryKey: ["procedures"] });
    return fresh;
  };
  /** Where somebody may no longer read, a new identity begins before the next word; a colleague may have been first. */
  const ready = async (): Promise<Loaded> => {
    let now = await reload();
    for (let attempt = 1; now.procedure.raw.due && attempt <= 4; attempt += 1) {
      await renew(id, now, open).catch((error: unknown) => {
        if (!(error instanceof Refusal) || !beaten.has(error.because)) throw error;
      });
      now = await reload();
    }
    return now;
  };
  const step = async (act: ProcedureStepPost["act"], { kind, body, ...given }: StepGiven): Promise<void> => {
    let { procedure, parts } = query.data?.procedure.raw.due === false ? query.data : await ready();
    for (let attempt = 1; ; attempt += 1) {
      const pieces = await sealStep(procedure, [{ kind, body }], parts);
      const obligations = kind === "obligation" ? [{ id: pieces[0]?.id ?? "", addressee: body.addressee ?? "board", dueDay: body.dueDay ?? "" }] : undefined;
      const post = { act, expected: procedure.raw.state, pieces, ...given, ...(obligations === undefined ? {} : { obligations }) };
      try {
        await ask(`/procedures/${id}/steps`, { method: "POST", body: post, out: ProcedureAnswer });
        break;
      } catch (error) {
        if (!(error instanceof Refusal) || !beaten.has(error.because) || attempt === 4) throw error;
        ({ procedure, parts } = await ready());
      }
    }
    await reload();
  };
  const invite = async (): Promise<string> => {
    const { procedure, parts } = await ready();
    const { code, post } = await inviteBoard(procedure, { ...parts, argon2: browserArgon2 });
    await ask(`/procedures/${id}/invitations`, { method: "POST", body: post, out: ProcedureAnswer });
    await reload();
    return code;
  };
  const publish = async (text: string): Promise<void> => {
    await tell(`/procedures/${id}/published-summary`, { method: "POST", body: { text } });
    await reload();
  };
  return { query, acts: { step, invite, publish } };
}
export type ProcedureActions = ReturnType<typeof useProcedure>["acts"];

/** Makes a procedure of a case: first its key into the conversation, then the procedure itself. */
export async function startProcedure({ opened, log }: CaseOnScreen, acts: CaseActs, { keyring }: Open): Promise<void> {
  const begun = await beginProcedure({ installation: opened.raw.installation, signers: opened.raw.signers }, { keyring, log });
  await acts.write({ kind: "procedure", body: begun.key });
  await ask("/procedures", { method: "POST", body: { case: opened.raw.id, procedure: begun.procedure, piece: begun.piece }, out: ProcedureAnswer });
}

/** A file of the procedure, opened here and checked whole. */
export async function fetchProcedureFile(id: string, piece: string, manifest: FileManifest): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(await fetchBytes(`/procedures/${id}/files/${piece}`), manifest));
}
