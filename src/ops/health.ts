/** Whether the doors can be open: asked by load balancers and by the server itself. Tells nothing about content. */
import { statfsSync } from "node:fs";
import type { Context } from "../base/index.ts";

export type Health = { readonly ready: boolean; readonly database: boolean; readonly diskFreePercent: number };

/** Below this the operator gets an alarm; the store itself turns read-only later. */
export const lowDiskPercent = 5;

export function diskFreePercent(data: string): number {
  const { bavail, blocks } = statfsSync(data);
  return Math.floor((bavail / blocks) * 100);
}

export async function health(context: Context): Promise<Health> {
  const database = await context.db.isUp();
  return { ready: database, database, diskFreePercent: diskFreePercent(context.config.data) };
}
