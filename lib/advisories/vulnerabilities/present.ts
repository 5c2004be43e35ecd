import type { z } from "zod";
import { purlOf } from "@/lib/purl";
import { orderVersions } from "./order-versions";
import type { PackageFixRow, VulnerabilityFactRow } from "./queries/facts";
import type { FixedPackage, vulnerabilityFacts } from "./schemas";

type Facts = z.infer<z.ZodObject<typeof vulnerabilityFacts>>;

/** What a vulnerability is, as the API shows it. */
export function toFacts(row: VulnerabilityFactRow): Facts {
  return {
    id: row.id,
    aliases: row.ids.filter((id) => id !== row.id),
    kind: row.kind,
    summary: row.summary,
    severity: { word: row.severity, score: row.score, vector: row.vector, source: row.severitySource || null },
    epss: row.epss === null ? null : { score: row.epss, percentile: row.epssPercentile },
    kevAddedOn: row.kevAddedOn,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    modifiedAt: row.modifiedAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
}

export function toFixedPackage({ ecosystem, name, fixed }: PackageFixRow): FixedPackage {
  return { ecosystem, name, purl: purlOf({ ecosystem, name, version: "", release: "" }), fixed: orderVersions(ecosystem, fixed) };
}
