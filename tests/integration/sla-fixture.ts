import { vi } from "vitest";
import { inTransaction } from "@/lib/db";
import { pool } from "@/lib/db/pool";
import { refreshOpenFindings } from "@/lib/findings/queue";

export const day = 86_400_000;

/** Days from a moment, as a time. */
export const daysFrom = (from: Date, days: number): Date => new Date(from.getTime() + days * day);

/** Runs `work` as if it were then. */
export async function at<T>(then: Date, work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ now: then, toFake: ["Date"] });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
  }
}

/** The queue of everything, as of a moment. */
export async function refreshAll(then = new Date()): Promise<void> {
  const { rows } = await pool().query<{ id: number }>("select id from artifact order by id");
  await inTransaction((client) => refreshOpenFindings(client, { artifactIds: rows.map(({ id }) => id) }, then));
}

/** What the queue says of the open finding of a vulnerability in a service, or null. */
export async function queued(service: string, vulnerability: string): Promise<{ openedAt: Date; dueAt: Date | null; state: string } | null> {
  const { rows } = await pool().query<{ openedAt: Date; dueAt: Date | null; state: string }>(
    `select o.opened_at as "openedAt", o.due_at as "dueAt", o.state from open_finding o join service s on s.id = o.service_id join vulnerability v on v.id = o.vulnerability_id
     where s.slug = $1 and v.display_id = $2`,
    [service, vulnerability],
  );
  return rows[0] ?? null;
}

/** After how many days from its opening the finding is due; null: it has no due date. */
export async function dueAfter(service: string, vulnerability: string): Promise<number | null> {
  const finding = await queued(service, vulnerability);
  if (finding === null) throw new Error(`${vulnerability} is not open in ${service}.`);
  return finding.dueAt === null ? null : (finding.dueAt.getTime() - finding.openedAt.getTime()) / day;
}
