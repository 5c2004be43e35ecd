import type { ClientBase } from "pg";

/** Locks the heads of artifacts in their order, as writers of builds and deployments do: who makes their queue again is alone with each. */
export async function lockHeadsOf(on: ClientBase, artifactIds: Buffer): Promise<void> {
  await on.query({
    name: "queue-lock-heads",
    text: "select from artifact_head where artifact_id = any($1::int4[]) order by artifact_id for no key update",
    values: [artifactIds],
  });
}

/** Until the transaction ends: `shared` by who creates an artifact, before it is committed; `exclusive` by who must know every artifact that there is. */
export async function lockNewArtifacts(on: ClientBase, mode: "exclusive" | "shared"): Promise<void> {
  const lock = mode === "exclusive" ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared";
  await on.query({ name: `queue-new-artifacts-${mode}`, text: `select ${lock}(hashtextextended('wherein.new-artifacts', 0))` });
}

/** From here on locks are waited for as long as somebody who waits for ours may be kept, and can be given back. */
export async function beginTry(on: ClientBase): Promise<void> {
  await on.query("savepoint queue_held; set local lock_timeout = '500ms'");
}

/** Keeps the locks since `beginTry`; further ones are waited for as before. */
export async function endTry(on: ClientBase): Promise<void> {
  await on.query("set local lock_timeout = default; release savepoint queue_held");
}

/** Gives the locks since `beginTry` back. */
export async function withdrawTry(on: ClientBase): Promise<void> {
  await on.query("rollback to savepoint queue_held; release savepoint queue_held");
}
