import type { ListFindings } from "../schemas";

export type QueueSort = ListFindings["sort"];

/** A column that the queue is sorted by, before the key: as it stands in an index, its type, and which way. */
type Order = { index: string; type: string; way: "asc" | "desc" };

const orders: Record<Exclude<QueueSort, "epss">, Order> = {
  priority: { index: "x.rank", type: "int", way: "desc" },
  severity: { index: "x.rank", type: "int", way: "desc" },
  opened: { index: "x.opened_at", type: "timestamptz", way: "asc" },
  "-opened": { index: "x.opened_at", type: "timestamptz", way: "desc" },
  due: { index: "coalesce(x.due_at, 'infinity')", type: "timestamptz", way: "asc" },
  "-due": { index: "coalesce(x.due_at, 'infinity')", type: "timestamptz", way: "desc" },
};

export function orderOf(sort: Exclude<QueueSort, "epss">): Order {
  return orders[sort];
}

/** A row of the queue by its key, with all that a page may be sorted by. `value` is that of the order's column, as text of its type. */
export type QueuePlace = { severityRank: number; value: string; epss: number; artifactId: number; packageVersionId: number; vulnerabilityId: number };

/** `after`: where the last page ended. */
export type QueueOrder = { sort: QueueSort; limit: number; after: QueuePlace | null };

export const queueKeyNames = `x.artifact_id as "artifactId", x.package_version_id as "packageVersionId", x.vulnerability_id as "vulnerabilityId"`;
