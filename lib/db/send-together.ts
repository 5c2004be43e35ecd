import type { Writable } from "node:stream";
import type { ClientBase } from "pg";

/**
 * Statements that a pipelined connection is given from here to the end of this turn leave in one write: a write costs as much
 * as PostgreSQL takes for a small statement. Changes nothing but when bytes are sent.
 */
export function sendTogether(client: ClientBase): void {
  // The stream is not part of the driver's types; without it each statement is its own write.
  const { stream } = (client as { connection?: { stream?: Writable } }).connection ?? {};
  if (!stream) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
