import type { AwsResource, InspectorFinding, InspectorPackage, InspectorVulnerability, ResourceCoverage } from "@/lib/aws/model";

const account = "111122223333";
const region = "eu-central-1";

/** Hours after this are the times of tests. */
export const hour = (n: number) => new Date(Date.UTC(2026, 0, 1, n)).toISOString();
export const hex = (n: number) => `sha256:${n.toString(16).padStart(64, "0")}`;

/** The image of a number, whose digest has that number. */
export const imageOf = (n: number, more: Partial<AwsResource> = {}): AwsResource => ({
  key: `arn:aws:ecr:${region}:${account}:repository/app/${hex(n)}`,
  type: "AWS_ECR_CONTAINER_IMAGE",
  typeName: "AWS_ECR_CONTAINER_IMAGE",
  account,
  region,
  name: "app",
  tags: [],
  labels: {},
  platform: "DEBIAN_12",
  architecture: "amd64",
  digest: hex(n),
  ...more,
});

export const packageOf = (name: string, version = "1.0.0", more: Partial<InspectorPackage> = {}): InspectorPackage => ({
  identity: { ecosystem: "npm", name, version, release: "" },
  unmapped: null,
  manager: "NODEPKG",
  name,
  version,
  arch: null,
  filePath: null,
  fixed: null,
  layer: null,
  ...more,
});

export const vulnerabilityOf = (id: string, more: Partial<InspectorVulnerability> = {}): InspectorVulnerability => ({
  id,
  source: "NVD",
  sourceUrl: null,
  related: [],
  isMalware: id.startsWith("MAL-"),
  summary: null,
  cvss: [],
  vendorSeverity: null,
  publishedAt: null,
  modifiedAt: null,
  references: [],
  ...more,
});

/** An open finding of high severity of the image 1; what is left out is as of a plain one. */
export function findingOf(
  arn: string,
  { vulnerability, ...more }: Partial<Omit<InspectorFinding, "vulnerability">> & { vulnerability?: string | InspectorVulnerability | null } = {},
): InspectorFinding {
  return {
    arn,
    account,
    region,
    kind: "package",
    status: "ACTIVE",
    severity: "high",
    score: 7.5,
    title: `${arn} of app`,
    description: null,
    vulnerability: vulnerability === null ? null : typeof vulnerability === "object" ? vulnerability : vulnerabilityOf(vulnerability ?? "CVE-2026-1"),
    fixAvailable: "yes",
    exploitAvailable: null,
    epss: null,
    firstObservedAt: hour(0),
    lastObservedAt: hour(1),
    updatedAt: hour(1),
    resource: imageOf(1),
    further: [],
    packages: [packageOf("left")],
    raw: { findingArn: arn },
    ...more,
  };
}

export const coverageOf = (resource: AwsResource, status: "ACTIVE" | "INACTIVE", at: string): ResourceCoverage => ({
  resource,
  status,
  reason: status === "ACTIVE" ? "SUCCESSFUL" : "SCAN_ELIGIBILITY_EXPIRED",
  scannedAt: null,
  at,
});
