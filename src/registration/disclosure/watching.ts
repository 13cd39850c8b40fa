/** Long work in small steps: it shows how far it is, lets others have their turn, and stops when asked. */
export type Watching = {
  readonly progress?: (step: string, done: number, of: number) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds of work without letting go; 40 when not said. */
  readonly breath?: number;
};

export class Pace {
  readonly #watching: Watching;
  #since = performance.now();

  constructor(watching: Watching = {}) {
    this.#watching = watching;
  }

  /** Throws the signal's reason when the caller has stopped. */
  async step(name: string, done: number, of: number): Promise<void> {
    this.#watching.signal?.throwIfAborted();
    if (performance.now() - this.#since < (this.#watching.breath ?? 40)) return;
    this.#watching.progress?.(name, done, of);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    this.#since = performance.now();
    this.#watching.signal?.throwIfAborted();
  }
}
