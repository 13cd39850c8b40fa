/** What of a request a route reads. */
export type None = { readonly params: undefined; readonly query: undefined; readonly body: undefined };
export type Body<B> = { readonly params: undefined; readonly query: undefined; readonly body: B };
export type At<P, B = undefined> = { readonly params: P; readonly query: undefined; readonly body: B };
export type Asking<Q> = { readonly params: undefined; readonly query: Q; readonly body: undefined };
export type Nothing = Record<string, never>;
export const kilobyte = 1024;
