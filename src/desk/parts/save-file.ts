/** Saves something as a file of this computer. `name` stands in the list of downloads: a neutral one, without anybody in it. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // A slow disk still reads it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
