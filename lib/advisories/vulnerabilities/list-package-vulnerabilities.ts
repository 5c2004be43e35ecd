import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { inSnapshot, toPage } from "@/lib/inventory/read";
import { selectPackageId } from "@/lib/inventory/read/queries/packages";
import { normaliseName } from "@/lib/purl";
import { byVulnerability } from "./group-rows";
import { cursorOf, placeOf } from "./list-place";
import { orderVersions } from "./order-versions";
import { toFacts } from "./present";
import { selectFacts } from "./queries/facts";
import { selectMatchedVersions, selectPackageVulnerabilities } from "./queries/packages";
import { listPackageVulnerabilitiesSchema, type PackageVulnerabilities } from "./schemas";

/** How many versions a row names. */
const versionsMax = 5;

/** What affects the versions of a package that the inventory has or had. A package that is unknown has no rows: `getPackage` says whether there is one. */
export async function listPackageVulnerabilities({ ctx, input }: Verb<z.input<typeof listPackageVulnerabilitiesSchema>>): Promise<PackageVulnerabilities> {
  requireScope(ctx, "inventory:read");
  const { ecosystem, name, limit, cursor } = listPackageVulnerabilitiesSchema.parse(input);
  const after = placeOf("priority", cursor);
  return inSnapshot(async (client) => {
    const packageId = await selectPackageId(client, ecosystem, normaliseName(ecosystem, name));
    if (packageId === null) return { data: [], meta: { limit, nextCursor: null, rows: 0, others: 0 } };
    const { page: found, rows, named } = await selectPackageVulnerabilities(client, packageId, limit, after);
    const { page, nextCursor } = toPage(found, limit, (row) => cursorOf("priority", row));
    const ids = page.map(({ id }) => id);
    const facts = await selectFacts(client, ids);
    const versions = byVulnerability(await selectMatchedVersions(client, packageId, ids));
    return {
      data: ids.flatMap((id) => {
        const row = facts.get(id);
        const matched = versions.get(id) ?? [];
        if (!row) return [];
        return {
          ...toFacts(row),
          versions: matched.slice(0, versionsMax).map(({ packageVersionId, version, release, state, held }) => ({
            packageVersionId,
            version,
            release: release || null,
            state,
            held,
          })),
          versionsTotal: matched.length,
          fixed: orderVersions(
            ecosystem,
            matched.flatMap(({ fixed }) => fixed),
          ),
        };
      }),
      meta: { limit, nextCursor, rows, others: named },
    };
  });
}
