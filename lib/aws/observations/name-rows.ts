import type { PoolClient } from "pg";
import { orderVersions } from "@/lib/advisories/vulnerabilities/order-versions";
import { resourceTypes } from "@/lib/aws/model";
import { sendTogether } from "@/lib/db";
import { toHeld } from "@/lib/findings/present";
import { selectDetails, selectSources } from "@/lib/findings/queries/details";
import type { RowKey } from "@/lib/findings/queries/order";
import { type ResourceRow, selectResources } from "./queries/resources";
import { type SideRow, selectSides } from "./queries/sides";
import type { ObservationRow, ObservedResource } from "./schemas";
import { osvSeverityOf, toTwoSides } from "./two-sides";

/** Resources that are shown with a row; the findings behind it have all. */
const resourcesShown = 3;

/** Rows with everything that they show, in their order. */
export async function nameRows(client: PoolClient, keys: readonly RowKey[]): Promise<ObservationRow[]> {
  sendTogether(client);
  const [details, sides, resources] = await Promise.all([
    selectDetails(client, keys),
    selectSides(client, keys),
    selectResources(client, keys, resourcesShown),
  ]);
  const sources = await selectSources(client, [...new Set(sides.flatMap(({ osvAdvisoryIds }) => osvAdvisoryIds ?? []))]);
  return keys.flatMap((key, place) => {
    const [detail, side] = [details[place], sides[place]];
    if (!detail || !side) return [];
    const { direct: _, via: __, ...held } = toHeld(key, detail);
    const fixed = orderVersions(detail.ecosystem, detail.fixed);
    const behind = resources.filter((each) => each.place === place + 1);
    return [
      {
        ...held,
        ...toTwoSides(side, detail.ecosystem, side.osvOpenedAt === null ? null : fixed),
        sbom: side.sbom,
        osv: osvOf(side, fixed, sources),
        resources: behind.map(toObservedResource),
        resourcesTotal: behind[0]?.total ?? 0,
      },
    ];
  });
}

function osvOf(side: SideRow, fixed: string[], sources: Awaited<ReturnType<typeof selectSources>>): ObservationRow["osv"] {
  if (side.osvOpenedAt === null) return null;
  const { word, score } = osvSeverityOf(side);
  return {
    severity: word,
    score,
    fixed,
    openedAt: side.osvOpenedAt.toISOString(),
    sources: (side.osvAdvisoryIds ?? []).flatMap((id) => sources.get(id) ?? []),
  };
}

export function toObservedResource({ place: _, total: __, type, ...row }: ResourceRow): ObservedResource {
  return { ...row, type: resourceTypes.find((each) => each === type) ?? "OTHER" };
}
