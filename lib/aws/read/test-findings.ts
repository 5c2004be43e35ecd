/** Findings made for tests, as the API sends them. */
const account = "111122223333";
const digest = `sha256:${"ab".repeat(32)}`;

export const image = {
  id: `arn:aws:ecr:eu-central-1:${account}:repository/shop/api/${digest}`,
  type: "AWS_ECR_CONTAINER_IMAGE",
  partition: "aws",
  region: "eu-central-1",
  tags: { team: "shop" },
  details: {
    awsEcrContainerImage: {
      repositoryName: "shop/api",
      imageHash: digest,
      imageTags: ["1.2", "latest"],
      registry: account,
      platform: "DEBIAN_12",
      architecture: "amd64",
    },
  },
};

export const openssl = {
  name: "openssl",
  version: "3.0.11",
  release: "1~deb12u2",
  epoch: 0,
  arch: "AMD64",
  packageManager: "OS",
  fixedInVersion: "0:3.0.13-1~deb12u1",
};

export function finding(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    findingArn: `arn:aws:inspector2:eu-central-1:${account}:finding/0123`,
    awsAccountId: account,
    type: "PACKAGE_VULNERABILITY",
    title: "CVE-2024-1 - openssl",
    description: "A flaw.",
    severity: "HIGH",
    status: "ACTIVE",
    firstObservedAt: 1_748_000_000.5,
    lastObservedAt: 1_748_000_100.25,
    updatedAt: 1_748_000_200.125,
    resources: [image],
    packageVulnerabilityDetails: { vulnerabilityId: "CVE-2024-1", source: "NVD", vulnerablePackages: [openssl] },
    ...changes,
  };
}

/** A finding of a package vulnerability with these details changed. */
export function findingOf(details: Record<string, unknown>): Record<string, unknown> {
  return finding({ packageVulnerabilityDetails: { vulnerabilityId: "CVE-2024-1", source: "NVD", vulnerablePackages: [openssl], ...details } });
}
