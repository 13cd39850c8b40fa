import type { Failed, Failure } from "../sealing/api.ts";
import { message } from "./templates.ts";

/** In words what went wrong and what can be done; nothing that was typed is lost. */
export function sentenceFor({ because, sentence }: Failed): string {
  if (because === "away") return message(navigator.onLine ? "failed" : "offline");
  const own: Partial<Record<Failure, string>> = { "sequence-taken": "changed", "signature-invalid": "trouble", "code-not-recognised": "code-unknown", "too-many-requests": "too-many", "files-too-many": "tooMany", "file-too-large": "tooLarge" };
  return message(own[because] ?? "") || sentence || message("failed");
}
