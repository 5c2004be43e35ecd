import type { ClientBase } from "pg";
import { remakeQueue } from "./queries/remake";

/** Which rows of the queue may have to change. */
export type QueueScope =
  | { artifactIds: readonly number[] }
  | { artifactId: number; packageVersionIds: ArrayLike<number> }
  | { pairs: { packageVersionIds: Int32Array; vulnerabilityIds: Int32Array } }
  | { vulnerabilityIds: readonly number[] }
  | { decisionIds: readonly string[] }
  | { notes: { serviceId: number; packageId: number }[] };

/** Makes the queue follow from its sources, on the caller's transaction. */
export async function refreshOpenFindings(on: ClientBase, _scope: QueueScope, at: Date): Promise<{ changed: number }> {
  return { changed: await remakeQueue(on, at) };
}
