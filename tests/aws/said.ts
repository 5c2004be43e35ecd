import { home } from "./fake";

/** What AWS says, made for tests, as its API has it. Times are ISO texts, which the fake sends as numbers. */
type Said = Record<string, unknown>;

export const digestOf = (n: number | string) => `sha256:${String(n).padStart(64, "0")}`;
export type Place = { account?: string; region?: string };

/** ARN of an image in ECR. */
export function imageArn(
  digest: string,
  { account = home.account, region = home.region, repository = "shop/api" }: Place & { repository?: string } = {},
): string {
  return `arn:aws:ecr:${region}:${account}:repository/${repository}/${digest}`;
}

type Finding = Place & { status?: "ACTIVE" | "CLOSED" | "SUPPRESSED"; updatedAt?: string; digest?: string; cve?: string; version?: string; severity?: string };

/** The finding number `n`: openssl in an image of Debian. */
export function findingOf(n: number, finding: Finding = {}): Said {
  const { account = home.account, region = home.region, status = "ACTIVE", updatedAt = "2026-11-20T10:00:00Z", digest = digestOf(1) } = finding;
  const { cve = `CVE-2026-${10_000 + n}`, version = "3.0.11", severity = "HIGH" } = finding;
  return {
    findingArn: `arn:aws:inspector2:${region}:${account}:finding/${String(n).padStart(32, "0")}`,
    awsAccountId: account,
    type: "PACKAGE_VULNERABILITY",
    title: `${cve} - openssl`,
    description: "A flaw in openssl.",
    remediation: { recommendation: { text: "None Provided" } },
    severity,
    status,
    firstObservedAt: "2026-11-01T00:00:00Z",
    lastObservedAt: updatedAt,
    updatedAt,
    fixAvailable: "YES",
    resources: [
      {
        type: "AWS_ECR_CONTAINER_IMAGE",
        id: imageArn(digest, { account, region }),
        partition: "aws",
        region,
        details: {
          awsEcrContainerImage: {
            repositoryName: "shop/api",
            imageHash: digest,
            registry: account,
            platform: "DEBIAN_12",
            architecture: "amd64",
            imageTags: ["1.2"],
            pushedAt: "2026-10-31T00:00:00Z",
          },
        },
      },
    ],
    packageVulnerabilityDetails: {
      vulnerabilityId: cve,
      source: "DEBIAN_CVE",
      sourceUrl: `https://security-tracker.debian.org/tracker/${cve}`,
      vendorSeverity: "not yet assigned",
      cvss: [{ baseScore: 7.5, scoringVector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", version: "3.1", source: "NVD" }],
      relatedVulnerabilities: [],
      referenceUrls: [],
      vulnerablePackages: [
        { name: "openssl", version, release: "1~deb12u2", epoch: 0, arch: "AMD64", packageManager: "OS", fixedInVersion: "0:3.0.13-1~deb12u1" },
      ],
    },
  };
}

/** That an image is scanned, or not. */
export function coverageOf(digest: string, statusCode: "ACTIVE" | "INACTIVE" = "ACTIVE", place: Place = {}): Said {
  return {
    resourceType: "AWS_ECR_CONTAINER_IMAGE",
    resourceId: imageArn(digest, place),
    accountId: place.account ?? home.account,
    scanType: "PACKAGE",
    scanStatus: { statusCode, reason: statusCode === "ACTIVE" ? "SUCCESSFUL" : "SCAN_ELIGIBILITY_EXPIRED" },
    lastScannedAt: "2026-11-20T00:00:00Z",
  };
}

/** The finding as EventBridge sends it. */
export function findingEvent(id: string, finding: Said): Said {
  const { awsAccountId, updatedAt } = finding;
  const { region } = (finding.resources as { region: string }[])[0] ?? { region: home.region };
  const resources = [((finding.resources as { id: string }[])[0] ?? { id: "" }).id];
  return {
    version: "0",
    id,
    "detail-type": "Inspector2 Finding",
    source: "aws.inspector2",
    account: awsAccountId,
    time: updatedAt,
    region,
    resources,
    detail: finding,
  };
}
