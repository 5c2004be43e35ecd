import type { PoolClient } from "pg";
import { z } from "zod";
import { severityWords } from "@/lib/advisories/model";
import { requireScope, type Verb } from "@/lib/context";
import { decodeCursor, inSnapshot, toPage, toTeamRef } from "@/lib/inventory/read";
import { purlOf } from "@/lib/purl";
import { noFindings } from "./count-by";
import { type GroupRow, selectGroups, selectPackageNames, selectServiceNames, selectVulnerabilityNames } from "./queries/groups";
import { selectClasses } from "./queries/queue-classes";
import { isOfClass } from "./queries/queue-filters";
import { readFilters } from "./read-filters";
import { type FindingGroup, type FindingGroupList, type GroupFindings, groupFindingsSchema } from "./schemas";

/** One page of open findings by vulnerability, package or service, those with the first of the queue first. Throws `invalid` as the list does. */
export async function groupFindingsBy({ ctx, input }: Verb<z.input<typeof groupFindingsSchema>>): Promise<FindingGroupList> {
  requireScope(ctx, "inventory:read");
  const { by, sort, limit, cursor, ...given } = groupFindingsSchema.parse(input);
  const after = decodeCursor(cursor, z.tuple([z.literal(by), z.literal(sort), z.int32(), z.int32(), z.int32()]));
  return inSnapshot(async (client) => {
    const filters = await readFilters(client, ctx, { ...given, state: "open" });
    const classes = (await selectClasses(client, filters)).filter((each) => {
      const { isOfKind, isOfState } = isOfClass(filters, each);
      return isOfKind && isOfState;
    });
    const place = after && { rank: after[2], findings: after[3], id: after[4] };
    const { groups, total } = await selectGroups(client, filters, classes, { by, sort, limit: limit + 1, after: place, now: new Date() });
    const { page, nextCursor } = toPage(groups, limit, (row) => [by, sort, row.rank, row.findings, row.id]);
    const findings = classes.reduce((sum, { n }) => sum + n, 0);
    return { data: await named(client, by, page), meta: { limit, nextCursor, rows: total, by, findings } };
  });
}

type Names = Pick<FindingGroup, "vulnerability" | "package" | "service" | "team">;
const noNames: Names = { vulnerability: null, package: null, service: null, team: null };

async function named(client: PoolClient, by: GroupFindings["by"], groups: readonly GroupRow[]): Promise<FindingGroup[]> {
  const names = await namesOf(
    client,
    by,
    groups.map(({ id }) => id),
  );
  return groups.flatMap((group) => {
    const own = names.get(group.id);
    return own ? [toGroup(group, { ...noNames, ...own })] : [];
  });
}

async function namesOf(client: PoolClient, by: GroupFindings["by"], ids: readonly number[]): Promise<Map<number, Partial<Names>>> {
  if (by === "vulnerability") {
    const rows = await selectVulnerabilityNames(client, ids);
    return new Map(rows.map(({ rowId, withdrawnAt, ...row }) => [rowId, { vulnerability: { ...row, withdrawnAt: withdrawnAt?.toISOString() ?? null } }]));
  }
  if (by === "package") {
    const rows = await selectPackageNames(client, ids);
    return new Map(
      rows.map(({ rowId, ecosystem, name }) => [rowId, { package: { ecosystem, name, purl: purlOf({ ecosystem, name, version: "", release: "" }) } }]),
    );
  }
  const rows = await selectServiceNames(client, ids);
  return new Map(rows.map(({ rowId, slug, name, ...team }) => [rowId, { service: { slug, name }, team: toTeamRef(team) }]));
}

function toGroup({ findings, services, kev, malware, counts: byRank, rank, openedAt, dueAt, overdue }: GroupRow, names: Names): FindingGroup {
  const counts = { ...noFindings(), malware };
  for (const [place, n] of byRank.entries()) counts[severityWords[severityWords.length - 1 - place] ?? "unscored"] = n;
  return { ...names, findings, services, counts, kev, rank, openedAt: openedAt.toISOString(), dueAt: dueAt?.toISOString() ?? null, overdue };
}
