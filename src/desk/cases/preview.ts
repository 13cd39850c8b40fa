/** Showing an attachment without letting it do anything. */

/** Kinds that a worker may look at here; everything else is downloaded only. */
export function previewKind(type: string): "image" | "audio" | "none" {
  if (["image/jpeg", "image/png", "image/webp"].includes(type)) return "image";
  return ["audio/mpeg", "audio/mp4", "audio/ogg"].includes(type) ? "audio" : "none";
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

/**
 * A document for `<iframe sandbox>` that holds one picture and nothing else: no script, no form, no link, no network.
 * The picture lies inside it, because a sandboxed frame has no origin and may read no file of ours.
 */
export function previewDocument(bytes: Uint8Array, type: string): Blob {
  const policy = "default-src 'none'; img-src data:; style-src 'none'; form-action 'none'; base-uri 'none'";
  const known = previewKind(type) === "image" ? type : "image/png";
  const html = `<!doctype html><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${policy}"><title>.</title><img alt="" width="100%" src="data:${known};base64,${base64(bytes)}">`;
  return new Blob([html], { type: "text/html" });
}

/** A file name that no system treats as a path or a hidden file. */
export function safeName(name: string): string {
  // oxlint-disable-next-line no-control-regex -- exactly the characters that must not stand in a name
  const cut = name.replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/g, "_").replace(/^\.+/, "_");
  return cut.slice(-120) || "bestand";
}
