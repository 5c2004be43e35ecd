import { orderVersions } from "@/lib/advisories/vulnerabilities/order-versions";
import type { SideRow } from "@/lib/aws/observations/queries/sides";
import { toTwoSides } from "@/lib/aws/observations/two-sides";
import { toTeamRef } from "@/lib/inventory/read";
import { purlOf } from "@/lib/purl";
import type { DetailRow } from "./queries/details";
import type { FindingRow } from "./queries/findings";
import type { RowKey } from "./queries/order";
import type { Finding, Undetermined } from "./schemas";

/** Who holds what, as the API shows it. */
export function toHeld(key: RowKey, row: DetailRow): Omit<Undetermined, "reason"> {
  const { ecosystem, packageName: name, version, release } = row;
  return {
    service: { slug: row.slug, name: row.serviceName },
    team: toTeamRef(row),
    artifact: { id: key.artifactId, kind: row.artifactKind, name: row.artifactName, ref: row.ref },
    package: { ecosystem, name, purl: purlOf({ ecosystem, name, version, release }) },
    packageVersionId: key.packageVersionId,
    version,
    release: release || null,
    direct: row.direct ?? false,
    via: row.direct ? [] : row.via,
    vulnerability: {
      id: row.displayId,
      kind: row.kind,
      severity: row.severity,
      score: row.score,
      epss: row.epss,
      kevAddedOn: row.kevAddedOn,
      summary: row.summary,
      withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    },
  };
}

export function toFinding(row: FindingRow, detail: DetailRow, side: SideRow, sources: ReadonlyMap<number, { source: string; id: string }>): Finding {
  const fixed = orderVersions(detail.ecosystem, detail.fixed);
  return {
    ...toHeld(row, detail),
    fixed,
    sides: toTwoSides(side, detail.ecosystem, row.openReason === "inspector" ? null : fixed),
    openedAt: row.openedAt.toISOString(),
    openReason: row.openReason,
    closedAt: row.closedAt?.toISOString() ?? null,
    closeReason: row.closeReason,
    sources: row.advisoryIds.flatMap((id) => sources.get(id) ?? []),
  };
}
