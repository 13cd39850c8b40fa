/** Whether a browser takes a coding, from its `Accept-Encoding`; one with `q=0` is not taken. */
export function takesCoding(header: string | null | undefined, coding: string): boolean {
  const accepted = (header ?? "").toLowerCase().split(",").map((part) => part.trim());
  return accepted.some((part) => part === coding || (part.startsWith(`${coding};`) && !/q=0(\.0*)?$/.test(part)));
}
