/**
 * What AWS says, in our words: findings of Amazon Inspector, the resources that they are about, what was scanned, and what runs where.
 * Pure data; nothing here knows of the database or of the SDK. Times are ISO 8601 in UTC.
 */

export const resourceTypes = [
  "AWS_ECR_CONTAINER_IMAGE",
  "AWS_LAMBDA_FUNCTION",
  "AWS_EC2_INSTANCE",
  "AWS_ECR_REPOSITORY",
  "CODE_REPOSITORY",
  /** A stored build whose SBOM was scanned (ScanSbom). */
  "SBOM",
  /** What Inspector may name later: kept as it is called, mapped by rule only. */
  "OTHER",
] as const;
export type AwsResourceType = (typeof resourceTypes)[number];

/** Something that Inspector scans or that runs. */
export type AwsResource = {
  /** The ARN; of what has none, account, region and id. Unique. */
  key: string;
  type: AwsResourceType;
  /** As AWS writes the type. */
  typeName: string;
  /** Twelve digits. */
  account: string;
  region: string;
  /** Repository, function, instance or project. */
  name: string;
  /** Image tags; of a function its version. A weak hint only. */
  tags: string[];
  /** Tags of AWS, key to value. */
  labels: Record<string, string>;
  /** As Inspector writes it: `UBUNTU_24_04`. */
  platform: string | null;
  architecture: string | null;
  /** `sha256:` and 64 hex digits: the manifest of an image for one platform, or the code of a function. Null where AWS says none that can be read. */
  digest: string | null;
};

export const findingStatuses = ["ACTIVE", "SUPPRESSED", "CLOSED"] as const;
export type FindingStatus = (typeof findingStatuses)[number];

/** Inspector's words in lower case. `untriaged`: nobody has judged it yet, which is not `none`. */
export const inspectorSeverities = ["critical", "high", "medium", "low", "informational", "untriaged"] as const;
export type InspectorSeverity = (typeof inspectorSeverities)[number];

/** What Inspector's findings together say of a package version in an artifact: of several states the first of these stands. */
export const inspectorStates = ["open", "suppressed", "unscanned", "unverified", "closed"] as const;
export type InspectorState = (typeof inspectorStates)[number];

/** A CVSS that Inspector passes on; `score` 0 to 10, null where it gives none. */
export type InspectorCvss = { source: string; version: string; vector: string | null; score: number | null };

/** What Inspector says of the vulnerability itself. */
export type InspectorVulnerability = {
  /** As Inspector gives it: `CVE-2024-6119`, `GHSA-...`, `MAL-2025-1234`, `SNYK-...`. */
  id: string;
  /** Who Inspector has it from: `NVD`, `UBUNTU_CVE`, `OSSF`. */
  source: string;
  sourceUrl: string | null;
  /** Bulletins that name it among others: never aliases. */
  related: string[];
  isMalware: boolean;
  summary: string | null;
  cvss: InspectorCvss[];
  /** The vendor's word as it stands. */
  vendorSeverity: string | null;
  publishedAt: string | null;
  modifiedAt: string | null;
  references: string[];
};

/** One row of `vulnerablePackages`, in the dictionary's words. */
export type InspectorPackage = {
  /** As the inventory names it; null where the row says too little, with `unmapped` saying why. */
  identity: { ecosystem: string; name: string; version: string; release: string } | null;
  unmapped: string | null;
  /** As AWS writes them. */
  manager: string;
  name: string;
  version: string;
  arch: string | null;
  filePath: string | null;
  /** The version that fixes it, in the dictionary's spelling; null: none is known. */
  fixed: string | null;
  /** Digest of the image layer, or ARN of the Lambda layer, that it is in. */
  layer: string | null;
};

export type InspectorFinding = {
  arn: string;
  account: string;
  region: string;
  kind: "package" | "code" | "network";
  status: FindingStatus;
  severity: InspectorSeverity;
  /** Inspector's own score, 0 to 10; null where it gives none. */
  score: number | null;
  title: string;
  description: string | null;
  /** Null for code and network findings. */
  vulnerability: InspectorVulnerability | null;
  fixAvailable: "yes" | "no" | "partial" | null;
  exploitAvailable: boolean | null;
  epss: number | null;
  firstObservedAt: string;
  lastObservedAt: string;
  /** The version of the finding: of two reports of one ARN the later one counts. */
  updatedAt: string;
  /** Of several the first by key. */
  resource: AwsResource;
  /** The others, by key; none but for a few findings. */
  further: AwsResource[];
  packages: InspectorPackage[];
  /** The finding as it came, for people to look at. */
  raw: unknown;
};

/** What Inspector says of the scanning of a resource. */
export type ResourceCoverage = {
  resource: AwsResource;
  /** INACTIVE: it is not scanned any more, or never was. */
  status: "ACTIVE" | "INACTIVE";
  /** As AWS writes it: `SUCCESSFUL`, `SCAN_ELIGIBILITY_EXPIRED`. */
  reason: string;
  scannedAt: string | null;
  /** When this was true. */
  at: string;
};

/** The manifests for one platform each that an image index lists. */
export type ImageIndex = { digest: string; platforms: string[] };

/** Something that runs one digest: a container of an ECS task, a cluster that has units of an image, a version of a function. */
export type Workload = {
  /** Task ARN and container; cluster ARN, image and beginning; function ARN and beginning. Unique. */
  key: string;
  kind: "ecs" | "eks" | "lambda";
  account: string;
  region: string;
  /** Cluster, or "" for functions. */
  cluster: string;
  /** ECS service or task family, function name. */
  group: string;
  digest: string;
  startedAt: string;
  /** Null: it runs. */
  stoppedAt: string | null;
  /** Of two reports of one key the higher one counts: the task's version, or milliseconds since 1970. */
  version: number;
};
