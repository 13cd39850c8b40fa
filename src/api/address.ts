/**
 * The network address of who asks: used for the rate budget only, never stored, never logged (promise 4).
 * `X-Forwarded-For` is believed only when the connection itself comes from a proxy on the list.
 */
import { isIPv6 } from "node:net";

/** What `@hono/node-server` hands over as `env`; anything else counts as one unknown address. */
type NodeEnv = { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } };

export type AddressOf = (headers: Headers, env: unknown) => string;

const plain = (address: string): string => address.trim().replace(/^::ffff:/, "");

/** An IPv6 subscriber has a whole /64: counted as one. */
function subscriber(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = address.split("::");
  const left = head.split(":").filter((part) => part !== "");
  const right = tail.split(":").filter((part) => part !== "");
  const filled = address.includes("::") ? [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0"), ...right] : left;
  return `${filled.slice(0, 4).join(":")}::/64`;
}

export function createAddressOf(trustedProxies: readonly string[]): AddressOf {
  const trusted = new Set(trustedProxies.map(plain));
  return (headers, env) => {
    const connected = plain((env as NodeEnv | undefined)?.incoming?.socket?.remoteAddress ?? "unknown");
    if (!trusted.has(connected)) return subscriber(connected);
    const chain = (headers.get("x-forwarded-for") ?? "").split(",").map(plain).filter((part) => part !== "");
    const outermost = chain.reverse().find((address) => !trusted.has(address));
    return subscriber(outermost ?? connected);
  };
}
