import { recordAudit } from "@/lib/audit";
import type { Actor } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import type { WhereinError } from "@/lib/errors";
import { logger } from "@/lib/observability/logger";

/** Who a refusal is held against: known senders by their id; for all strangers together the id is "". */
export type RefusedSender = { kind: string; id: string; actor: Actor };

const quietMs = 60_000;
const keptMax = 1_000;

/**
 * Refusals, written into the log and the audit trail at most once a minute for each sender and reason, with how many there were since: whoever sends
 * nonsense all day must not fill either.
 */
export class Refusals {
  readonly #noted = new Map<string, { atMs: number; more: number }>();

  /** Notes one. Never throws: the refusal itself is what counts. */
  async note(sender: RefusedSender, requestId: string, error: WhereinError): Promise<void> {
    const reason = error.reason ?? error.code;
    const before = this.#before(`${sender.kind} ${sender.id} ${reason}`);
    if (before === null) return;
    const detail = { reason, detail: error.message.slice(0, 500), ...(before > 0 && { moreBefore: before }) };
    logger().warn({ ...detail, sender: sender.kind, senderId: sender.id, requestId }, "an event of AWS was refused");
    try {
      const entry = { action: "aws_events.refused", subjectKind: sender.kind, subjectId: sender.id, detail };
      await inTransaction((client) => recordAudit(client, { actor: sender.actor, requestId }, entry));
    } catch (failure) {
      logger().error({ err: failure, requestId }, "a refusal was not written into the audit trail");
    }
  }

  /** How many were kept quiet since the last one was written; null while it is too early to write again. */
  #before(key: string): number | null {
    const now = Date.now();
    const known = this.#noted.get(key);
    if (known !== undefined && now - known.atMs < quietMs) {
      known.more += 1;
      return null;
    }
    if (this.#noted.size >= keptMax) this.#noted.clear();
    this.#noted.set(key, { atMs: now, more: 0 });
    return known?.more ?? 0;
  }
}
