/** The real page of the form and the real scripts, with a desk in memory behind them whose key the test holds. */
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { createAddressOf, createLimits } from "../../src/api/index.ts";
import { anyone, systemClock, systemRandom } from "../../src/base/index.ts";
import { FormPage } from "../../src/cases/pages/form.tsx";
import { readForm } from "../../src/cases/shape.ts";
import { newHybridIdentity, toBase64Url, type KeyPair } from "../../src/envelope/index.ts";
import { buildSite, loadAssets } from "../../src/site/index.ts";
import type { Page } from "../../src/ui/index.ts";
import { bareContext } from "../support/bare-context.ts";
import { type MemoryDesk, memoryDesk } from "./desk-in-memory.ts";
import { root } from "./site-under-test.ts";

export type ReportSite = { readonly origin: string; readonly desk: MemoryDesk; readonly team: KeyPair; readonly notices: KeyPair; readonly installation: string; close(): Promise<void> };

const promisedDay = "2027-03-04";

function formPage(desk: MemoryDesk, keys: { readonly team: KeyPair; readonly notices: KeyPair }, installation: string): Page {
  return {
    methods: ["GET"],
    path: "/melden/formulier",
    who: anyone("a test"),
    answer: ({ language }) => {
      const sealing = {
        installation,
        salt: toBase64Url(new Uint8Array(16).fill(7)),
        team: "steunpunt",
        epoch: 1,
        recipient: keys.team.recipient,
        noticeRecipient: keys.notices.recipient,
        promisedDay,
        promisedWords: "donderdag 4 maart 2027",
        name: "Steunpunt",
        ...desk.newTicket(),
      };
      return { title: "Gehoord", seals: true, scripts: ["report"], body: <FormPage language={language} origin="https://gehoord.example" sealing={sealing} form={readForm(() => "")} problems={{}} /> };
    },
  };
}

export async function reportSite(): Promise<ReportSite> {
  const { build } = (await import(join(root, "tools/build.mjs"))) as { build: (choice: { only: readonly string[] }) => Promise<unknown> };
  await build({ only: ["site"] });
  const [team, notices] = await Promise.all([newHybridIdentity(), newHybridIdentity()]);
  const desk = memoryDesk(promisedDay);
  const installation = "proef";
  const context = { ...bareContext({ origin: "http://127.0.0.1", root }), clock: systemClock, random: systemRandom };
  const site = buildSite({ context, assets: loadAssets(root), pages: [formPage(desk, { team, notices }, installation)], limits: createLimits(context), addressOf: createAddressOf([]) });
  const fetch = (request: Request, env: object): Promise<Response> | Response => (new URL(request.url).pathname.startsWith("/api/") ? desk.answer(request) : site.fetch(request, env));
  return new Promise((resolve) => {
    const server = serve({ fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
      resolve({ origin: `http://127.0.0.1:${port}`, desk, team, notices, installation, close: () => new Promise((closed) => void server.close(() => closed())) });
    });
  });
}
