/** The token of a one-time link, behind `#`. Read once and taken out of the address: it must not stay in a shared computer's history. */
export function takeToken(): string {
  const token = location.hash.slice(1);
  if (token !== "") history.replaceState(null, "", location.pathname);
  return token;
}

export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);
