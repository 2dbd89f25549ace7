import process from "node:process";
import { createInterface } from "node:readline";
import type { Environment } from "@stt-bench/program";
import type { GatewayNumbers } from "../gateway_numbers.ts";
import { printLine } from "../print_line.ts";
import type { WorkerMessage } from "./worker_messages.ts";

// Variables with which a parent makes a gateway its worker; nobody else sets them.
const INDEX = "GATEWAY_WORKER_INDEX";
const ADMIN_URL = "GATEWAY_WORKER_ADMIN_URL";

/** What makes a gateway process one of several. */
export interface WorkerRole {
  /** Its place among the workers, from 0. */
  readonly index: number;
  /** Where its parent answers for all workers. */
  readonly adminUrl: string;
}

/** The variables that give a process `role`. */
export function roleVariables({ index, adminUrl }: WorkerRole): Record<string, string> {
  return { [INDEX]: String(index), [ADMIN_URL]: adminUrl };
}

/** The role of a process with this environment; undefined when it is a gateway of its own. */
export function readRole(environment: Environment): WorkerRole | undefined {
  const index = environment[INDEX];
  const adminUrl = environment[ADMIN_URL];
  return index && adminUrl ? { index: Number(index), adminUrl } : undefined;
}

/** Answers each line of the parent with what `read` returns. */
export function answerParent(read: () => GatewayNumbers): void {
  createInterface({ input: process.stdin }).on("line", () => void tellParent(read()));
}

/** Tells the parent `numbers`; resolves when they are written. */
export function tellParent(numbers: GatewayNumbers): Promise<void> {
  return printLine({ event: "numbers", numbers } satisfies WorkerMessage);
}
