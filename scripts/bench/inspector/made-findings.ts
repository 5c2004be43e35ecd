import type { AwsResource, InspectorFinding, InspectorPackage } from "@/lib/aws/model";

export const findingsPerImage = 100;
const vulnerabilities = 3_000;
const account = "111122223333";
const region = "eu-central-1";
const startMs = Date.UTC(2026, 0, 1);
const libraries = 1_500;
const fourFixes = 4;

const at = (minutes: number) => new Date(startMs + minutes * 60_000).toISOString();
export const digestOfImage = (image: number) => `sha256:${image.toString(16).padStart(64, "0")}`;

/** How many findings there are; `round` 0 is a first load, and each further one changes `changedShare` of them. */
export type Findings = { count: number; round: number; changedShare: number };

/** The finding of a number, always the same: 100 of each image, 1 to 3 packages, about 3,000 vulnerabilities, with raw bytes as of the API. */
export function madeFinding(n: number, { round, changedShare }: Findings): InspectorFinding {
  const image = Math.floor(n / findingsPerImage);
  const spread = (Math.imul(n, 2_654_435_761) >>> 0) / 2 ** 32;
  const cve = (Math.floor(spread * spread * vulnerabilities) + image * 7) % vulnerabilities;
  const changes = Math.floor(1 / changedShare);
  const version = round > 0 && n % changes === round % changes ? round : 0;
  const resource = imageOf(image);
  const packages = Array.from({ length: 1 + (cve % 3) }, (_, i) => packageOf(cve * 3 + i, image));
  const id = `CVE-${2015 + (cve % 11)}-${10_000 + cve}`;
  const arn = `arn:aws:inspector2:${region}:${account}:finding/${n.toString(16).padStart(32, "0")}`;
  const severity = (["critical", "high", "medium", "low"] as const)[cve % 4] ?? "low";
  const score = 9.8 - (cve % 60) / 10;
  const vector = "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:L/I:L/A:L";
  const updatedAt = at((n % 10_000) + version * 20_000);
  const vulnerability = {
    id,
    source: "NVD",
    sourceUrl: `https://nvd.nist.gov/vuln/detail/${id}`,
    related: [],
    isMalware: false,
    summary: null,
    cvss: [{ source: "NVD", version: "3.1", vector, score }],
    vendorSeverity: severity,
    publishedAt: at(-100_000 + cve),
    modifiedAt: at(-50_000 + cve),
    references: [`https://nvd.nist.gov/vuln/detail/${id}`],
  };
  const finding = {
    arn,
    account,
    region,
    kind: "package" as const,
    status: version > 0 && n % 3 === 0 ? ("CLOSED" as const) : ("ACTIVE" as const),
    severity,
    score,
    title: `${id} - ${packages.map(({ name }) => name).join(", ")}`,
    description:
      "The tokenizer reads tags with unquoted attribute values that end with a solidus in a wrong way, which can lead to content in the wrong scope.",
    vulnerability,
    fixAvailable: "yes" as const,
    exploitAvailable: false,
    epss: 0.00024,
    firstObservedAt: at(0),
    lastObservedAt: updatedAt,
    updatedAt,
    resource,
    further: [],
    packages,
  };
  return { ...finding, raw: rawOf(finding) };
}

function imageOf(image: number): AwsResource {
  const digest = digestOfImage(image);
  return {
    key: `arn:aws:ecr:${region}:${account}:repository/shop/app-${image % 100}/${digest}`,
    type: "AWS_ECR_CONTAINER_IMAGE",
    typeName: "AWS_ECR_CONTAINER_IMAGE",
    account,
    region,
    name: `shop/app-${image % 100}`,
    tags: [`1.${image}`],
    labels: { team: "shop", stage: "production" },
    platform: "DEBIAN_12",
    architecture: "amd64",
    digest,
  };
}

/** Images of one build have one of four versions of a package. */
function packageOf(n: number, image: number): InspectorPackage {
  const library = n % libraries;
  const name = `debian/lib${library}`;
  const version = `1.${image % fourFixes}.${library % 9}-1+deb12u1`;
  return {
    identity: { ecosystem: "deb", name, version, release: "debian-12" },
    unmapped: null,
    manager: "OS",
    name: name.slice(7),
    version,
    arch: "AMD64",
    filePath: n % 5 === 0 ? `usr/share/lib${n}/package.json` : null,
    fixed: `1.${fourFixes}.0-1`,
    layer: digestOfImage(n),
  };
}

/** About as long as the API's own. */
function rawOf({ packages, resource, vulnerability, ...more }: Omit<InspectorFinding, "raw">): unknown {
  const { vendorSeverity, cvss, references, id, publishedAt, modifiedAt } = vulnerability ?? {};
  return {
    ...more,
    inspectorScoreDetails: { adjustedCvss: { adjustments: [], cvssSource: "NVD", scoreSource: "NVD", ...cvss?.[0] } },
    packageVulnerabilityDetails: {
      cvss,
      referenceUrls: references,
      relatedVulnerabilities: [],
      source: "NVD",
      vendorCreatedAt: publishedAt,
      vendorUpdatedAt: modifiedAt,
      vendorSeverity,
      vulnerabilityId: id,
      vulnerablePackages: packages.map(({ identity: _, ...each }) => ({
        ...each,
        epoch: 0,
        remediation: "apt-get update && apt-get upgrade",
        sourceLayerHash: each.layer,
      })),
    },
    remediation: { recommendation: { text: "None Provided" } },
    resources: [{ id: resource.key, type: resource.typeName, region, partition: "aws", tags: resource.labels, details: { awsEcrContainerImage: resource } }],
  };
}
