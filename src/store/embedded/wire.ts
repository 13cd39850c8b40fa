/**
 * A socket for the `pg` driver whose other end is the embedded engine. Both engines are then spoken to by one driver:
 * the same parameters, types and errors (house 5: one `Database`).
 */
import { Duplex } from "node:stream";

/** Runs one batch of the wire protocol on the engine and gives its answer. */
export type RunBatch = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

const SYNC = 0x53;
const QUERY = 0x51;
const TERMINATE = 0x58;
const hello = greeting();

/** AuthenticationOk, the parameters the driver looks at, and ReadyForQuery: the engine has no login. */
function greeting(): Buffer {
  const message = (type: string, body: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type, "latin1"), length, body]);
  };
  const status = (name: string, value: string): Buffer => message("S", Buffer.from(`${name}\0${value}\0`));
  return Buffer.concat([
    message("R", Buffer.alloc(4)),
    status("client_encoding", "UTF8"),
    status("DateStyle", "ISO, MDY"),
    status("integer_datetimes", "on"),
    status("standard_conforming_strings", "on"),
    message("Z", Buffer.from("I", "latin1")),
  ]);
}

/** The `Q` message for one plain statement. */
export function plainQuery(sql: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(sql);
  const bytes = new Uint8Array(text.length + 6);
  bytes[0] = QUERY;
  new DataView(bytes.buffer).setInt32(1, text.length + 5);
  bytes.set(text, 5);
  return bytes;
}

export class EngineWire extends Duplex {
  readonly #run: RunBatch;
  #greeted = false;
  #waiting: Uint8Array[] = [];

  constructor(run: RunBatch) {
    super({ allowHalfOpen: false });
    this.#run = run;
  }

  /** Called by the driver as on a socket. */
  connect(): this {
    process.nextTick(() => this.emit("connect"));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed when they come.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    void this.#settle([chunk], done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    void this.#settle(chunks.map((one) => one.chunk), done);
  }

  /** The driver said goodbye: without an answer to it the driver would wait for ever, and so would whoever stops the server. */
  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    done();
  }

  /** A connection that goes away leaves no open transaction in the one session there is. */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    void this.#forget();
    done(error);
  }

  async #forget(): Promise<void> {
    try {
      await this.#run(plainQuery("rollback; reset all; reset role"));
    } catch {
      // The engine is gone, and its open transaction with it.
    }
  }

  /** Streams want a callback: `done` with the error, if any. */
  async #settle(chunks: readonly Buffer[], done: (error?: Error | null) => void): Promise<void> {
    let failure: Error | null = null;
    try {
      await this.#take(chunks);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
    done(failure);
  }

  async #take(chunks: readonly Buffer[]): Promise<void> {
    const bytes = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    if (!this.#greeted) {
      this.#greeted = true;
      this.push(hello);
      return;
    }
    // Goodbye is for this connection; the engine itself stays.
    if (bytes[0] === TERMINATE) return;
    this.#waiting.push(bytes);
    if (!isBatchEnd(bytes)) return;
    const batch = joined(this.#waiting);
    this.#waiting = [];
    const answer = await this.#run(batch);
    if (!this.destroyed) this.push(answer);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** True when the last message of these whole messages is Sync or Query: the engine answers only then. */
function isBatchEnd(bytes: Buffer): boolean {
  let at = 0;
  let last = 0;
  while (at + 5 <= bytes.length) {
    last = bytes[at] ?? 0;
    at += 1 + bytes.readUInt32BE(at + 1);
  }
  return last === SYNC || last === QUERY;
}
