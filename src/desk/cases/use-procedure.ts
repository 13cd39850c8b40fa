/** One procedure: fetched, opened here, and every step a secretary takes. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { identityInCase } from "../../cases/rules/procedure-chain.ts";
import type { ProcedureEntry } from "../../cases/rules/procedure-chain.ts";
import { DeskProcedure, ProcedureAnswer, ProcedureList } from "../../cases/shape/procedure.ts";
import type { ProcedureBody, ProcedureStepPost } from "../../cases/shape/procedure.ts";
import { readFile } from "../../envelope/index.ts";
import type { FileManifest } from "../../envelope/index.ts";
import { ask, fetchBytes, Refusal, tell } from "../api.ts";
import { browserArgon2 } from "../keyring/argon2.ts";
import { useOpen } from "../session.tsx";
import type { Open } from "../session.tsx";
import { CaseRefusal, piecesOfKind } from "./opening.ts";
import { beginProcedure, complainantsIn, inviteBoard, openOnDesk, sealStep } from "./procedure.ts";
import type { ProcedureOnDesk } from "./procedure.ts";
import { loadCase } from "./use-case.ts";
import type { CaseActs, CaseOnScreen } from "./use-case.ts";

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
  const identity = identityInCase(keys.map((piece) => json(piece.body)), raw.procedure);
  if (identity === undefined) throw new CaseRefusal("no-key");
  const complainants = complainantsIn(piecesOfKind(opened.shared, "epoch").map((piece) => piece.body));
  return { procedure: await openOnDesk(raw, { identity, complainants }, { log }, before), parts: { keyring: open.keyring, log } };
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
  const step = async (act: ProcedureStepPost["act"], { kind, body, ...given }: StepGiven): Promise<void> => {
    let { procedure, parts } = query.data ?? (await reload());
    for (let attempt = 1; ; attempt += 1) {
      const pieces = await sealStep(procedure, [{ kind, body }], parts);
      const obligations = kind === "obligation" ? [{ id: pieces[0]?.id ?? "", addressee: body.addressee ?? "board", dueDay: body.dueDay ?? "" }] : undefined;
      const post = { act, expected: procedure.raw.state, pieces, ...given, ...(obligations === undefined ? {} : { obligations }) };
      try {
        await ask(`/procedures/${id}/steps`, { method: "POST", body: post, out: ProcedureAnswer });
        break;
      } catch (error) {
        if (!(error instanceof Refusal) || error.because !== "sequence-taken" || attempt === 4) throw error;
        ({ procedure, parts } = await reload());
      }
    }
    await reload();
  };
  const invite = async (): Promise<string> => {
    const { procedure, parts } = await reload();
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
