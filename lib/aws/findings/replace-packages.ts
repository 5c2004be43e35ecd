import type { ClientBase } from "pg";
import { toPackageRows } from "./finding-rows";
import type { PreparedFinding } from "./prepare-findings";
import { deletePackages, insertPackages, type PackageRow, type StoredFinding, selectPackages } from "./queries/findings";
import { replaceFurther, selectFurther } from "./queries/further";
import type { Triple } from "./queries/observations";

type About = { resourceId: number; advisoryId: number | null };
type Further = { furtherIds?: readonly number[] };
/** A finding whose row is written, with what was stored of it before. */
export type WrittenFinding = About & { id: number; furtherIds: readonly number[]; packages: PreparedFinding["packages"]; before: StoredFinding | null };

/** Writes the packages and further resources of findings where they are others than before; returns what the findings are about now, and were. */
export async function replacePackages(client: ClientBase, written: readonly WrittenFinding[]): Promise<Triple[]> {
  const stored = await packagesOf(
    client,
    written.flatMap(({ id, before }) => (before ? [id] : [])),
  );
  const furtherBefore = await replaceFurther(client, written);
  const triples: Triple[] = [];
  const replaced: number[] = [];
  const rows: PackageRow[] = [];
  for (const finding of written) {
    const { id, before, packages } = finding;
    const own = toPackageRows(id, packages);
    const former = stored.get(id) ?? [];
    triples.push(...triplesOf(finding, own), ...(before ? triplesOf({ ...before, furtherIds: furtherBefore.get(id) }, former) : []));
    if (before && JSON.stringify(own) === JSON.stringify(former)) continue;
    if (former.length > 0) replaced.push(id);
    rows.push(...own);
  }
  await deletePackages(client, replaced);
  await insertPackages(client, rows);
  return triples;
}

/** What stored findings are about. */
export async function triplesOfStored(client: ClientBase, findings: readonly (About & { id: number })[]): Promise<Triple[]> {
  const stored = await packagesOf(
    client,
    findings.map(({ id }) => id),
  );
  const further = await selectFurther(client, [...stored.keys()]);
  return findings.flatMap((finding) => triplesOf({ ...finding, furtherIds: further.get(finding.id) }, stored.get(finding.id) ?? []));
}

async function packagesOf(client: ClientBase, findingIds: readonly number[]): Promise<Map<number, PackageRow[]>> {
  const byFinding = new Map<number, PackageRow[]>();
  for (const row of await selectPackages(client, findingIds)) {
    const rows = byFinding.get(row.findingId);
    if (rows) rows.push(row);
    else byFinding.set(row.findingId, [row]);
  }
  return byFinding;
}

function triplesOf({ resourceId, furtherIds = [], advisoryId }: About & Further, packages: readonly PackageRow[]): Triple[] {
  if (advisoryId === null) return [];
  return packages.flatMap(({ packageVersionId }) =>
    packageVersionId === null ? [] : [resourceId, ...furtherIds].map((id) => ({ resourceId: id, packageVersionId, advisoryId })),
  );
}
