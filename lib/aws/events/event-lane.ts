import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit";
import type { Actor } from "@/lib/context";
import { inTransaction, plainPool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { isDatabaseAway } from "@/lib/http/database-errors";
import { type IncomingEvent, prepareEvents, type TakenEvent, takeEvents } from "./take-event";

/** Who sent events: a credential or a topic. */
export type EventSender = { kind: "aws_event_credential" | "aws_topic"; id: string; actor: Actor };

type Waiting = {
  sender: EventSender;
  requestId: string;
  items: readonly IncomingEvent[];
  resolve: (taken: TakenEvent[]) => void;
  reject: (error: unknown) => void;
};

// Findings are copied in, which pipelined connections cannot.
const inPlainTransaction = <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => inTransaction(work, plainPool());

/** Events of one transaction. */
const batchMax = 500;
/** Events that may wait. EventBridge sends again what is refused beyond. */
const waitingMax = 5_000;
/** Ids of events that an audit row names; the rest it counts. */
const idsShown = 20;

/**
 * Events of all requests of this process, one transaction at a time: writers of what AWS says wait for each other anyway, and here they do without
 * a connection each. What arrives while one runs is taken together in the next, so that a burst costs few commits. Each request is answered after
 * the commit of its own.
 */
export class EventLane {
  #waiting: Waiting[] = [];
  #waitingEvents = 0;
  #running: Promise<void> | null = null;
  readonly #transact: typeof inPlainTransaction;

  constructor(transact = inPlainTransaction) {
    this.#transact = transact;
  }

  /** Takes the events of one request, all of them or none. Throws `rate_limited` when too many wait. */
  take(sender: EventSender, requestId: string, items: readonly IncomingEvent[]): Promise<TakenEvent[]> {
    if (this.#waitingEvents + items.length > waitingMax && this.#waitingEvents > 0)
      throw new WhereinError("rate_limited", `More than ${waitingMax} events wait already. Send these again later.`, { reason: "events_waiting" });
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sender, requestId, items, resolve, reject });
      this.#waitingEvents += items.length;
      this.#running ??= this.#drain();
    });
  }

  /** Waits for what is in hand. */
  async close(): Promise<void> {
    await this.#running;
  }

  async #drain(): Promise<void> {
    // Requests of the same turn belong into the same transaction.
    await null;
    while (this.#waiting.length > 0) {
      const batch = this.#next();
      try {
        await this.#settle(batch);
      } catch (error) {
        // One event may have failed the rest: each request by itself then.
        if (batch.length > 1 && !isDatabaseAway(error)) for (const each of batch) await this.#settle([each]).catch(each.reject);
        else for (const { reject } of batch) reject(error);
      }
    }
    this.#running = null;
  }

  #next(): Waiting[] {
    let events = 0;
    const end = this.#waiting.findIndex(({ items }, index) => {
      events += items.length;
      return index > 0 && events > batchMax;
    });
    const batch = this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
    this.#waitingEvents -= batch.reduce((sum, { items }) => sum + items.length, 0);
    return batch;
  }

  async #settle(batch: readonly Waiting[]): Promise<void> {
    const at = new Date();
    const items = batch.flatMap((each) => each.items);
    const prepared = await prepareEvents(items);
    const taken = await this.#transact(async (client) => {
      const outcomes = await takeEvents(client, prepared, { at });
      let from = 0;
      const shares = batch.map((each) => {
        const share = outcomes.slice(from, from + each.items.length);
        from += each.items.length;
        return { ...each, share };
      });
      await auditTaken(client, shares, at);
      return shares;
    });
    for (const { resolve, share } of taken) resolve(share);
  }
}

/** One row for each sender of the transaction that something was taken of: what was there already changes nothing. */
async function auditTaken(client: PoolClient, shares: readonly (Waiting & { share: TakenEvent[] })[], at: Date): Promise<void> {
  const bySender = new Map<string, (Waiting & { share: TakenEvent[] })[]>();
  for (const each of shares) {
    if (each.share.every(({ became }) => became === "duplicate")) continue;
    const key = `${each.sender.kind} ${each.sender.id}`;
    bySender.set(key, [...(bySender.get(key) ?? []), each]);
  }
  for (const sent of bySender.values()) {
    const [first] = sent;
    if (first === undefined) continue;
    const all = sent.flatMap(({ share }) => share);
    const count = (became: TakenEvent["became"]) => all.filter((each) => each.became === became).length;
    const fresh = all.filter(({ became }) => became !== "duplicate").map(({ id }) => id);
    await recordAudit(
      client,
      { actor: first.sender.actor, requestId: first.requestId },
      {
        action: "aws_events.taken",
        subjectKind: first.sender.kind,
        subjectId: first.sender.id,
        detail: { taken: count("taken"), ignored: count("ignored"), duplicate: count("duplicate"), requests: sent.length, events: fresh.slice(0, idsShown) },
      },
      at,
    );
  }
}
