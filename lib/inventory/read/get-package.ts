import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { normaliseName, purlOf } from "@/lib/purl";
import { toIso } from "./present";
import { selectPackageId, selectPackageUse } from "./queries/packages";
import { inSnapshot } from "./queries/snapshot";
import { getPackageSchema, type PackageDetail, packageVersionsMax } from "./schemas";

/** A package in the fleet: its versions with the services that hold them. Throws `not_found` when no SBOM ever named it. */
export async function getPackage({ ctx, input }: Verb<z.input<typeof getPackageSchema>>): Promise<PackageDetail> {
  requireScope(ctx, "inventory:read");
  const { ecosystem, name: given } = getPackageSchema.parse(input);
  const name = normaliseName(ecosystem, given);
  return inSnapshot(async (client) => {
    const id = await selectPackageId(client, ecosystem, name);
    if (id === null) throw new WhereinError("not_found", `No SBOM has named the ${ecosystem} package "${name}".`, { reason: "package_not_found" });
    const { summary, versions } = await selectPackageUse(client, id, packageVersionsMax);
    return {
      package: { ecosystem, name, purl: purlOf({ ecosystem, name, version: "", release: "" }) },
      ...summary,
      firstSeenAt: toIso(summary.firstSeenAt),
      lastSeenAt: toIso(summary.lastSeenAt),
      versions: versions.map((row) => ({
        ...row,
        release: row.release || null,
        purl: purlOf({ ecosystem, name, version: row.version, release: row.release }),
        firstSeenAt: toIso(row.firstSeenAt),
        lastSeenAt: toIso(row.lastSeenAt),
      })),
    };
  });
}
