import { randomUUID } from "node:crypto";

/** The account of the events below. */
export const account = "123456789012";

type Said = { id?: string; account?: string; time?: Date; owner?: string; arn?: string; updatedAt?: Date; status?: string };

/** An event on a finding of Inspector, as EventBridge writes it. `owner`: the account of the finding itself. */
export function findingEvent({ id = randomUUID(), time = new Date(), owner = account, ...said }: Said = {}) {
  const digest = `sha256:${"8".repeat(64)}`;
  const at = (said.updatedAt ?? time).toISOString();
  const image = `arn:aws:ecr:eu-central-1:${owner}:repository/shop/api/${digest}`;
  return {
    version: "0",
    id,
    "detail-type": "Inspector2 Finding",
    source: "aws.inspector2",
    account: said.account ?? account,
    time: time.toISOString(),
    region: "eu-central-1",
    resources: [image],
    detail: {
      awsAccountId: owner,
      description: "Possible denial of service",
      findingArn: said.arn ?? `arn:aws:inspector2:eu-central-1:${owner}:finding/${"a".repeat(32)}`,
      firstObservedAt: "Wed Sep 04 16:55:38.411 UTC 2024",
      lastObservedAt: at,
      updatedAt: at,
      fixAvailable: "YES",
      packageVulnerabilityDetails: {
        cvss: [],
        source: "UBUNTU_CVE",
        sourceUrl: "https://example.org/CVE-2024-6119",
        vendorSeverity: "medium",
        vulnerabilityId: "CVE-2024-6119",
        vulnerablePackages: [
          { arch: "ARM64", epoch: 0, name: "openssl", packageManager: "OS", version: "3.0.13", release: "0ubuntu3.2", fixedInVersion: "0:3.0.13-0ubuntu3.4" },
        ],
      },
      resources: [
        {
          id: image,
          type: "AWS_ECR_CONTAINER_IMAGE",
          partition: "aws",
          region: "eu-central-1",
          details: {
            awsEcrContainerImage: {
              architecture: "arm64",
              imageHash: digest,
              imageTags: ["main"],
              platform: "UBUNTU_24_04",
              registry: owner,
              repositoryName: "shop/api",
            },
          },
        },
      ],
      severity: "MEDIUM",
      status: said.status ?? "ACTIVE",
      title: "CVE-2024-6119 - openssl",
      type: "PACKAGE_VULNERABILITY",
    },
  };
}

/** An event without consequences here. */
export function serviceEvent({ id = randomUUID(), time = new Date() }: Said = {}) {
  const detail = { eventType: "INFO", eventName: "SERVICE_STEADY_STATE" };
  return { version: "0", id, "detail-type": "ECS Service Action", source: "aws.ecs", account, time: time.toISOString(), region: "eu-central-1", detail };
}

/** An image was pushed. */
export function imageEvent({ id = randomUUID(), time = new Date() }: Said = {}) {
  const detail = { result: "SUCCESS", "repository-name": "shop/api", "image-digest": `sha256:${"8".repeat(64)}`, "action-type": "PUSH", "image-tag": "main" };
  return { version: "0", id, "detail-type": "ECR Image Action", source: "aws.ecr", account, time: time.toISOString(), region: "eu-central-1", detail };
}

/** A scan of Inspector has ended. */
export function scanEvent({ id = randomUUID(), time = new Date() }: Said = {}) {
  const repository = `arn:aws:ecr:eu-central-1:${account}:repository/shop/api`;
  const detail = { "scan-status": "INITIAL_SCAN_COMPLETE", "repository-name": repository, "finding-severity-counts": { TOTAL: 0 }, "image-tags": ["main"] };
  return { version: "0", id, "detail-type": "Inspector2 Scan", source: "aws.inspector2", account, time: time.toISOString(), region: "eu-central-1", detail };
}
