import type { ClientBase } from "pg";
import { lockExclusive, lockShared } from "./queries/lock";

/**
 * Holds matching still until this transaction ends. Whoever writes presences or package versions and then reads matches or ranges takes it
 * "shared"; whoever writes ranges or matches and then reads those takes it "exclusive": each after its own writes and before its
 * reads, so that neither misses the other. Never take it shared first and exclusive later: two that do wait for each other.
 */
export async function lockMatching(client: ClientBase, mode: "exclusive" | "shared"): Promise<void> {
  await (mode === "exclusive" ? lockExclusive(client) : lockShared(client));
}
