/** The smallest WebAssembly module there is. */
const nothing = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/**
 * Whether this browser can seal. Where it cannot, the script does nothing at all: the form then goes as it is, is sealed on
 * arrival, and the page already says so.
 */
export function canSeal(): boolean {
  try {
    const there = [crypto.randomUUID, crypto.getRandomValues, ReadableStream, TransformStream, AbortController, BigInt].every((one) => typeof one === "function");
    return there && new WebAssembly.Module(nothing) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}
