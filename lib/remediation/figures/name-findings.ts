import type { ClientBase } from "pg";
import { toTeamRef } from "@/lib/inventory/read";
import { purlOf } from "@/lib/purl";
import { stillOpen } from "../history";
import type { FigureFinding } from "../schemas";
import { selectTopFindings, type TopFindingRow } from "./queries/top-findings";
import type { TopEntry } from "./top";

type Lists<Name extends string> = Record<Name, { entries: readonly TopEntry[] }>;

/** The findings that stand out, by their names: each list in its order. */
export async function nameFindings<Name extends string>(client: ClientBase, lists: Lists<Name>): Promise<Record<Name, FigureFinding[]>> {
  const named = Object.entries(lists) as [Name, { entries: readonly TopEntry[] }][];
  const rows = await selectTopFindings(
    client,
    named.flatMap(([, { entries }]) => entries),
  );
  const byEntry = new Map<string, TopFindingRow[]>();
  for (const row of rows) byEntry.set(keyOf(row), [...(byEntry.get(keyOf(row)) ?? []), row]);
  return Object.fromEntries(named.map(([name, { entries }]) => [name, inOrder(entries, byEntry)])) as Record<Name, FigureFinding[]>;
}

const keyOf = ({ artifactId, opened, closed, code }: Pick<TopEntry, "artifactId" | "opened" | "closed" | "code">) =>
  `${artifactId} ${opened} ${closed} ${code}`;

/** Entries that say the same mean the next finding of which that is true. */
function inOrder(entries: readonly TopEntry[], byEntry: ReadonlyMap<string, TopFindingRow[]>): FigureFinding[] {
  const taken = new Map<string, number>();
  return entries.flatMap((entry) => {
    const key = keyOf(entry);
    const place = taken.get(key) ?? 0;
    taken.set(key, place + 1);
    const row = byEntry.get(key)?.[place];
    return row ? [toFigureFinding(row, entry)] : [];
  });
}

function toFigureFinding(row: TopFindingRow, { due }: TopEntry): FigureFinding {
  const { ecosystem, version, release } = row;
  return {
    service: { slug: row.serviceSlug, name: row.serviceName },
    team: toTeamRef(row),
    artifact: { id: row.artifactId, kind: row.artifactKind, name: row.artifactName, ref: row.ref },
    package: { ecosystem, name: row.package, purl: purlOf({ ecosystem, name: row.package, version, release }) },
    packageVersionId: row.packageVersionId,
    version,
    release: release || null,
    vulnerability: { id: row.vulnerability, kind: row.kind, severity: row.severity, kev: row.kev, epss: row.epss, summary: row.summary },
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    dueAt: due === null || due === stillOpen ? null : new Date(due * 60_000).toISOString(),
  };
}
