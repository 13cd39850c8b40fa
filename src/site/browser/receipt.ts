/** For the receipt that the server drew: its buttons, which need script, appear. */
import { wireReceipt } from "./screen/receipt.ts";

wireReceipt(document, () => document.querySelector("[data-gehoord-code]")?.textContent?.trim() ?? "");
