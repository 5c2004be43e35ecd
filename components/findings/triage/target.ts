import type { inputOf } from "@/components/findings/input";
import type { Finding } from "@/lib/findings/schemas";

/** A finding as the API names one. */
export type FindingKey = { artifactId: number; packageVersionId: number; vulnerability: string };

/** The filters of a list, as bulk changes take them. */
export type BulkFilter = Omit<ReturnType<typeof inputOf>, "sort" | "state" | "source" | "sbomGap">;

/** What an action is about: rows, or all that a list has. */
export type Target = {
  about: { findings: FindingKey[] } | { filter: BulkFilter };
  count: number;
  first: Finding | null;
  /** What all of them have in common, where they were chosen by it. */
  of?: string;
};

/** Tells rows of a list apart. */
export function rowKeyOf({ artifact, packageVersionId, vulnerability }: Pick<Finding, "artifact" | "packageVersionId" | "vulnerability">): string {
  return `${artifact.id}.${packageVersionId}.${vulnerability.id}`;
}

export function findingKeyOf({ artifact, packageVersionId, vulnerability }: Pick<Finding, "artifact" | "packageVersionId" | "vulnerability">): FindingKey {
  return { artifactId: artifact.id, packageVersionId, vulnerability: vulnerability.id };
}
