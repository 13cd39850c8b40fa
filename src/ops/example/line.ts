/** How people of the example network speak to the product: through the same API as everybody, inside the process. */
export type Ask = (request: Request) => Promise<Response>;

export type Said = { readonly method: "GET" | "POST" | "PUT"; readonly path: string; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

/** Asks and answers JSON; what is refused is a bug of the example, so it throws with the route and the reference. */
export async function say<T>(ask: Ask, { method, path, body, headers = {} }: Said): Promise<{ readonly value: T; readonly headers: Headers }> {
  const init: RequestInit = { method, headers: { ...headers, "content-type": "application/json" } };
  if (body !== undefined) init.body = JSON.stringify(body);
  const response = await ask(new Request(`http://localhost/api/v1${path}`, init));
  const text = await response.text();
  if (!response.ok) throw new Error(`The example network was refused: ${method} ${path}: ${text.slice(0, 200)}`);
  return { value: (text === "" ? undefined : JSON.parse(text)) as T, headers: response.headers };
}
