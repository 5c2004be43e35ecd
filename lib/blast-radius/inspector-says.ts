import type { ClientBase } from "pg";
import { reportableOf } from "./find-hits";
import { mayObserve } from "./kept";
import type { Hit } from "./page-of-hits";
import { type Candidate, isOfInspector } from "./queries/candidates";
import { type ReportRow, selectAlsoReported, selectReports } from "./queries/reported";
import type { Resolved } from "./resolve-terms";

type RowOf = Pick<Hit, "artifactId" | "packageVersionId">;
const keyOf = ({ artifactId, packageVersionId }: RowOf) => `${artifactId} ${packageVersionId}`;

/** Which of some rows Inspector reports too. */
export async function alsoReported(client: ClientBase, stamp: string, rows: readonly RowOf[], resolved: Resolved): Promise<(row: RowOf) => boolean> {
  const packages = mayObserve(stamp) ? rows.filter(({ packageVersionId }) => packageVersionId !== 0) : [];
  const { vulnerabilities } = reportableOf(resolved);
  const reported = new Set((await selectAlsoReported(client, packages, vulnerabilities)).map(keyOf));
  return (row) => reported.has(keyOf(row));
}

/** What Inspector reports, or reported, of those unknown services of which that is the reason, by service. */
export async function reportsOf(client: ClientBase, services: readonly Candidate[], resolved: Resolved): Promise<ReadonlyMap<number, ReportRow>> {
  const reported = services.filter(({ reason }) => isOfInspector(reason)).map(({ id }) => id);
  if (reported.length === 0) return new Map();
  const rows = await selectReports(client, reported, reportableOf(resolved));
  return new Map(rows.map((row) => [row.serviceId, row]));
}
