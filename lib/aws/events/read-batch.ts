import { type AwsEvent, readAwsEvent } from "@/lib/aws/read";
import { invalid } from "@/lib/http/problem";
import { requireAccounts } from "./event-accounts";
import { requireFresh } from "./event-age";
import type { IncomingEvent } from "./take-event";

/** Whose events are read: the accounts that they may be of. */
export type BatchOf = { accounts: ReadonlySet<string>; now: Date };

const eventsMax = 500;

/**
 * The events of a body, which is one or an array of them. All are read and checked before anything is written: throws `invalid` for what cannot be
 * read or is too old, and `forbidden` for an event of an account that the sender may not speak for.
 */
export function readBatch(body: unknown, batch: BatchOf): IncomingEvent[] {
  if (!Array.isArray(body)) return [incoming(body, "", batch)];
  if (body.length === 0) throw invalid([{ pointer: "", detail: "No events", code: "empty" }], "no_events");
  if (body.length > eventsMax) throw invalid([{ pointer: "", detail: `More than ${eventsMax} events`, code: "too_many" }], "too_many_events");
  return body.map((value, index) => incoming(value, `/${index}`, batch));
}

function incoming(value: unknown, pointer: string, { accounts, now }: BatchOf): IncomingEvent {
  const event = readEvent(value, pointer);
  requireAccounts(event, accounts);
  requireFresh(event.time, `${pointer}/time`, now);
  return { event, source: "event" };
}

function readEvent(value: unknown, pointer: string): AwsEvent {
  const read = readAwsEvent(value);
  if (read.ok) return read.value;
  const { code, detail } = read.problem;
  throw invalid([{ pointer: pointer + read.problem.pointer, detail, code }], "event_unreadable");
}
