import type { AwsResourceType } from "@/lib/aws/model";
import type { artifactKinds } from "@/lib/inventory/upload/schemas";

/** How a resource was found to be an artifact, surest first. Of one resource only the surest that there is counts. `scan` is kept beside them: who scanned an SBOM knows whose it is. */
export const mappingWays = ["digest", "index", "rule", "tag", "name", "scan"] as const;
export type MappingWay = (typeof mappingWays)[number];

/** Those that may be wrong. */
export const weakWays = ["tag", "name"] as const satisfies readonly MappingWay[];

export type Mapping = { resourceId: number; artifactId: number /** Null: not known which build it holds. */; buildSeq: number | null; by: MappingWay };

type ArtifactKind = (typeof artifactKinds)[number];

/** The kinds of artifacts that may be found by names, of each type of resources that may: what is pushed to a registry may be a function or what a service is called by. */
export const kindsByTag = { AWS_ECR_CONTAINER_IMAGE: ["image", "application", "function", "other"] } as const satisfies Partial<
  Record<AwsResourceType, readonly ArtifactKind[]>
>;
export const kindsByName = {
  AWS_LAMBDA_FUNCTION: ["function"],
  CODE_REPOSITORY: ["package", "application", "other"],
} as const satisfies Partial<Record<AwsResourceType, readonly ArtifactKind[]>>;

/** More artifacts with one name than this say nothing: `app`. */
export const namesakesMax = 200;
