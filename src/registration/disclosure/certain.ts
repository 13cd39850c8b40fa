/** What must be there: an index or a key that the system itself gave out. Throws where it is not, so that nothing is counted on in its place. */
export function certain<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError("not in the system");
  return value;
}
