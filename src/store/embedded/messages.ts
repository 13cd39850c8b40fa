/** What passes between the door and the engine's thread. */
export type WorkerStart = {
  readonly folder: string;
  /** One shared 32-bit count of fsync calls that reached the disk. */
  readonly counter: SharedArrayBuffer;
};

export type ToWorker =
  | { readonly kind: "run"; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "close" };

export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "ran"; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: "closed" };
