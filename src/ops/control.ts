/**
 * The embedded engine belongs to one process. So that an operator can back up, check or import while the server runs,
 * the server listens on a socket in its data folder (mode 700: only its own user comes near) and runs the operation.
 */
import { chmodSync, existsSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import type { CommandArguments, CommandResult, Operation, OperatorContext } from "./command.ts";

/** Unix socket paths are at most 107 bytes; in a deeper folder there is no control socket. */
const longest = 100;
const fileOf = (data: string): string => join(data, "control");
const largestRequest = 64 * 1024;

type Request = { readonly command: string; readonly given: CommandArguments };

async function answer(line: string, context: OperatorContext, operations: Readonly<Record<string, Operation>>): Promise<CommandResult> {
  try {
    const { command, given } = JSON.parse(line) as Request;
    const operation = operations[command];
    return operation === undefined ? { code: 2, text: `The running server does not know "${command}".`, json: {} } : await operation(context, given);
  } catch (error) {
    return { code: 1, text: error instanceof Error ? error.message : "It failed.", json: {} };
  }
}

function serve(socket: Socket, context: OperatorContext, operations: Readonly<Record<string, Operation>>): void {
  let text = "";
  let begun = false;
  socket.setEncoding("utf8").on("error", () => undefined);
  socket.on("data", (chunk: string) => {
    text += chunk;
    if (text.length > largestRequest) socket.destroy();
    if (begun || !text.includes("\n")) return;
    begun = true;
    void answer(text, context, operations).then((result) => socket.end(`${JSON.stringify(result)}\n`));
  });
}

export type Control = { close(): Promise<void> };

/** Opens the socket; called by the server once it is up. */
export async function openControl(context: OperatorContext, operations: Readonly<Record<string, Operation>>): Promise<Control> {
  const file = fileOf(context.config.data);
  if (file.length > longest || process.platform === "win32") return { close: () => Promise.resolve() };
  rmSync(file, { force: true }); // Left by a kill; whoever holds the folder's lock may take its place.
  const server: Server = createServer((socket) => serve(socket, context, operations));
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(file, resolve));
  chmodSync(file, 0o600);
  server.unref();
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Asks the running server; undefined when none answers on this folder. */
export async function askServer(data: string, command: string, given: CommandArguments): Promise<CommandResult | undefined> {
  const file = fileOf(data);
  if (file.length > longest || !existsSync(file)) return undefined;
  return new Promise((resolve, reject) => {
    let text = "";
    let connected = false;
    const socket = connect(file).setEncoding("utf8");
    socket.on("connect", () => {
      connected = true;
      socket.write(`${JSON.stringify({ command, given } satisfies Request)}\n`);
    });
    socket.on("data", (chunk: string) => {
      text += chunk;
    });
    socket.on("error", (error) => (connected ? reject(error) : resolve(undefined)));
    socket.on("close", () => {
      if (!connected) return;
      if (text === "") reject(new Error("The running server broke off"));
      else resolve(JSON.parse(text) as CommandResult);
    });
  });
}
