/** What handlers are given: the inputs of routes, by the shapes they have. */
export type None = { readonly params: undefined; readonly query: undefined; readonly body: undefined };
export type Body<T> = { readonly params: undefined; readonly query: undefined; readonly body: T };
export type At<P, T = undefined> = { readonly params: P; readonly query: undefined; readonly body: T };
