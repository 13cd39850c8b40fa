/** Headers of MPEG audio frames, layer III (ISO 11172-3, 13818-3, and MPEG 2.5). */

const bitratesOf1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0] as const;
const bitratesOf2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0] as const;
const rates: readonly (readonly number[])[] = [[11025, 12000, 8000], [], [22050, 24000, 16000], [44100, 48000, 32000]];

export type Frame = { readonly length: number; readonly version: number; readonly rate: number; readonly mono: boolean };

/** The frame whose header stands at `at`, or nothing. `length` in bytes, header included. */
export function frameAt(bytes: Uint8Array, at: number): Frame | undefined {
  const second = bytes[at + 1] ?? 0;
  const third = bytes[at + 2] ?? 0;
  if (bytes[at] !== 0xff || (second & 0xe6) !== 0xe2) return undefined;
  const version = (second >> 3) & 3;
  const bitrate = (version === 3 ? bitratesOf1 : bitratesOf2)[third >> 4] ?? 0;
  const rate = rates[version]?.[(third >> 2) & 3];
  if (bitrate === 0 || rate === undefined) return undefined;
  const length = Math.floor(((version === 3 ? 144 : 72) * bitrate * 1000) / rate) + ((third >> 1) & 1);
  return { length, version, rate, mono: (bytes[at + 3] ?? 0) >> 6 === 3 };
}
