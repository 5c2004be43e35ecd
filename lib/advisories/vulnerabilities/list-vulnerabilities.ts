import type { ClientBase } from "pg";
import type { z } from "zod";
import { advisoryKinds } from "@/lib/advisories/model";
import { requireScope, type Verb } from "@/lib/context";
import { inSnapshot, toPage } from "@/lib/inventory/read";
import { byVulnerability } from "./group-rows";
import { cursorOf, placeOf } from "./list-place";
import { toFacts, toFixedPackage } from "./present";
import { selectAffectedPackages, selectFacts, selectNamedPackages, selectReach } from "./queries/facts";
import type { ReachFilters } from "./queries/filters";
import { type CountRow, selectVulnerabilityPage, wordOf } from "./queries/list";
import { readText } from "./read-text";
import {
  type ListVulnerabilities,
  listVulnerabilitiesSchema,
  namedPackagesMax,
  type VulnerabilityCounts,
  type VulnerabilityList,
  type VulnerabilityRow,
} from "./schemas";

/** One page of vulnerabilities with what they affect now. Throws `invalid` for a cursor of another list. */
export async function listVulnerabilities({ ctx, input }: Verb<z.input<typeof listVulnerabilitiesSchema>>): Promise<VulnerabilityList> {
  requireScope(ctx, "inventory:read");
  const { q, kind, severity, kev, affects, team, service, ecosystem, sort, limit, cursor } = listVulnerabilitiesSchema.parse(input);
  const after = placeOf(sort, cursor);
  const reach: ReachFilters = { teams: team ?? null, services: service ?? null, ecosystems: ecosystem ?? null };
  const narrowed = Object.values(reach).some((filter) => filter !== null);
  return inSnapshot(async (client) => {
    const { page: rows, counts } = await selectVulnerabilityPage(client, {
      text: await readText(client, q),
      reach,
      affecting: affects === "now" || narrowed,
      kinds: kind ?? null,
      severities: severity ?? null,
      kev: kev !== undefined,
      sort,
      limit,
      after,
    });
    const { page, nextCursor } = toPage(rows, limit, (row) => cursorOf(sort, row));
    const shown = counts.filter((count) => isShown(count, { kind, severity, kev }));
    return {
      data: await rowsOf(
        client,
        page.map(({ id }) => id),
        reach,
      ),
      meta: { limit, nextCursor, rows: sumOf(shown), counts: bySeverity(counts), byKind: byKind(counts), kev: sumOf(counts.filter((count) => count.kev)) },
    };
  });
}

async function rowsOf(client: ClientBase, ids: readonly number[], filters: ReachFilters): Promise<VulnerabilityRow[]> {
  if (ids.length === 0) return [];
  const [facts, reach] = [await selectFacts(client, ids), await selectReach(client, ids, filters)];
  const quiet = ids.filter((id) => !reach.has(id));
  const named = [...(await selectAffectedPackages(client, ids)), ...(quiet.length > 0 ? await selectNamedPackages(client, quiet) : [])];
  const packages = byVulnerability(named);
  return ids.flatMap((id) => {
    const row = facts.get(id);
    if (!row) return [];
    const { services = 0, artifacts = 0, packageVersions = 0, firstOpenedAt = null } = reach.get(id) ?? {};
    const mine = packages.get(id) ?? [];
    return {
      ...toFacts(row),
      services,
      artifacts,
      packageVersions,
      packages: mine.slice(0, namedPackagesMax).map(toFixedPackage),
      packagesTotal: mine.length,
      firstOpenedAt: firstOpenedAt?.toISOString() ?? null,
    };
  });
}

type Shown = Pick<ListVulnerabilities, "kind" | "severity" | "kev">;

function isShown(count: CountRow, { kind, severity, kev }: Shown): boolean {
  if (kind && !kind.includes(count.kind)) return false;
  if (severity && (count.kind === "malware" || !severity.includes(wordOf(count.rank)))) return false;
  return kev === undefined || count.kev;
}

const sumOf = (counts: readonly CountRow[]) => counts.reduce((sum, { rows }) => sum + rows, 0);

function bySeverity(counts: readonly CountRow[]): VulnerabilityCounts {
  const sums: VulnerabilityCounts = { malware: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, unscored: 0 };
  for (const { kind, rank, rows } of counts) sums[kind === "malware" ? "malware" : wordOf(rank)] += rows;
  return sums;
}

function byKind(counts: readonly CountRow[]): VulnerabilityList["meta"]["byKind"] {
  const of = (kind: string) => sumOf(counts.filter((count) => count.kind === kind));
  return Object.fromEntries(advisoryKinds.map((kind) => [kind, of(kind)])) as VulnerabilityList["meta"]["byKind"];
}
