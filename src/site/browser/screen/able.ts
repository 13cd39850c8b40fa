/** The smallest WebAssembly module there is. */
const nothing = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/**
 * Whether this browser can seal: WebAssembly, randomness, streams, and the language as Chrome 93, Firefox 92 and Safari 15.4
 * know it. Where it cannot, the script does nothing at all: the form then goes as it is, is sealed on
 * arrival, and the page already says so.
 */
export function canSeal(): boolean {
  try {
    const there = [crypto.randomUUID, crypto.getRandomValues, ReadableStream, TransformStream, AbortController, BigInt, Object.hasOwn, Array.prototype.at, String.prototype.replaceAll, ReadableStream.prototype.pipeThrough].every((one) => typeof one === "function");
    return there && new WebAssembly.Module(nothing) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}
