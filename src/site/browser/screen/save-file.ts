/** Hands a file that was opened here to the browser's own saving; it is never shown or run on this page. */
export function saveFile(name: string, type: string, bytes: Uint8Array): void {
  const address = URL.createObjectURL(new Blob([bytes.slice()], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has it by then; the page must not hold it longer than it needs.
  setTimeout(() => URL.revokeObjectURL(address), 30_000);
}
