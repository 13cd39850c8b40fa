/**
 * The server that the browser tests visit. `GEHOORD_URL` names one that runs already (with a filled example network, so that
 * every page has something on it); otherwise the site starts here, with the pages that need no database.
 */
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { createAddressOf, createLimits } from "../../src/api/index.ts";
import { systemClock, systemRandom } from "../../src/base/index.ts";
import { directoryPages } from "../../src/directory/pages.tsx";
import { FirstQuestion, pages as signpostPages } from "../../src/signpost/pages.tsx";
import { buildSite, loadAssets } from "../../src/site/index.ts";
import { bareContext } from "../support/bare-context.ts";

export interface SiteUnderTest {
  readonly origin: string;
  close(): Promise<void>;
}

export const root = join(import.meta.dirname, "../..");

async function build(): Promise<void> {
  const { build: buildParts } = (await import(join(root, "tools/build.mjs"))) as { build: (choice: { only: readonly string[] }) => Promise<unknown> };
  await buildParts({ only: ["site"] });
}

async function startOwn(): Promise<SiteUnderTest> {
  await build();
  const context = { ...bareContext({ origin: "http://127.0.0.1", root }), clock: systemClock, random: systemRandom };
  const site = buildSite({ context, assets: loadAssets(root), pages: [...signpostPages, ...directoryPages], firstQuestion: FirstQuestion, homeScripts: ["signpost"], limits: createLimits(context), addressOf: createAddressOf([]) });
  return new Promise((resolve) => {
    const server = serve({ fetch: site.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
      resolve({ origin: `http://127.0.0.1:${port}`, close: () => new Promise((closed) => void server.close(() => closed())) });
    });
  });
}

export async function siteUnderTest(): Promise<SiteUnderTest> {
  const given = process.env["GEHOORD_URL"];
  return given === undefined ? startOwn() : { origin: given.replace(/\/$/, ""), close: () => Promise.resolve() };
}
