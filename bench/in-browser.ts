/** What a visitor waits for: from pressing the button to the receipt, in Chromium, also on a slow phone. */
import { launchChromium } from "../tests/browser/chromium.ts";
import { quantile } from "./measuring.ts";
import { startProduct, type Running } from "./servers.ts";

const rounds = 5;

async function submitToReceipt(product: Running, throttle: number): Promise<number> {
  const browser = await launchChromium();
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  await page.goto(`${product.address}/melden`);
  await page.evaluate(() => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/melden/formulier";
    const team = document.createElement("input");
    team.name = "team";
    team.value = "kindertelefoon";
    form.append(team);
    document.body.append(form);
    form.submit();
  });
  await page.waitForSelector("form[data-gehoord-report]");
  await page.fill("[name=what]", "In de pauze mag ik nooit meedoen. ".repeat(60));
  // A person types for a while; the code is made meanwhile.
  await page.waitForTimeout(3_000);
  const started = performance.now();
  await page.click("form[data-gehoord-report] button[type=submit]");
  await page.waitForSelector("[data-gehoord-code]", { state: "visible" });
  const waited = performance.now() - started;
  await browser.close();
  return waited;
}

export async function benchInBrowser(): Promise<string[]> {
  const product = await startProduct();
  const lines: string[] = [];
  for (const [throttle, bar] of [[1, 900], [6, 4_000]] as const) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await submitToReceipt(product, throttle));
    const median = quantile(times, 0.5);
    lines.push(`Chromium${throttle > 1 ? `, CPU throttled ${throttle} times` : ""}: from submit to receipt ${median.toFixed(0)} ms, slowest of ${rounds} ${Math.max(...times).toFixed(0)} ms (bar ${bar} ms: ${median < bar ? "met" : "NOT MET"})`);
  }
  await product.stop();
  return lines;
}
