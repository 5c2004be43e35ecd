import { createHash, randomUUID } from "node:crypto";

/** What EventBridge sends of one account and region, made for the journey. */
export const account = "123123123123";
const region = "eu-central-1";

export const digestOf = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;

const envelope = (detailType: string, source: string) => ({
  version: "0",
  id: randomUUID(),
  "detail-type": detailType,
  source,
  account,
  time: new Date().toISOString(),
  region,
  resources: [],
});

type Flaw = { cve: string; name: string; version: string; severity: string; fixed: string };
type Subject = { id: string; type: string; details: object };

const imageArn = (repository: string, digest: string) => `arn:aws:ecr:${region}:${account}:repository/${repository}/${digest}`;

export function imageOf(repository: string, digest: string, tag: string): Subject {
  const details = { architecture: "amd64", imageHash: digest, imageTags: [tag], platform: "DEBIAN_12", registry: account, repositoryName: repository };
  return { id: imageArn(repository, digest), type: "AWS_ECR_CONTAINER_IMAGE", details: { awsEcrContainerImage: details } };
}

export function functionOf(name: string): Subject {
  const details = { functionName: name, runtime: "NODEJS_20_X", codeSha256: createHash("sha256").update(name).digest("base64"), version: "$LATEST" };
  return { id: `arn:aws:lambda:${region}:${account}:function:${name}:$LATEST`, type: "AWS_LAMBDA_FUNCTION", details: { awsLambdaFunction: details } };
}

/** Inspector found a flaw of an npm package in a resource. */
export function findingEvent({ cve, name, version, severity, fixed }: Flaw, { id, type, details }: Subject) {
  const at = new Date().toISOString();
  return {
    ...envelope("Inspector2 Finding", "aws.inspector2"),
    detail: {
      awsAccountId: account,
      description: `A flaw in ${name}.`,
      findingArn: `arn:aws:inspector2:${region}:${account}:finding/${createHash("md5").update(`${id} ${cve}`).digest("hex")}`,
      firstObservedAt: at,
      lastObservedAt: at,
      updatedAt: at,
      fixAvailable: "YES",
      packageVulnerabilityDetails: {
        cvss: [],
        source: "NVD",
        sourceUrl: `https://nvd.nist.gov/vuln/detail/${cve}`,
        vulnerabilityId: cve,
        vulnerablePackages: [{ arch: "NOARCH", epoch: 0, name, packageManager: "NODEPKG", version, fixedInVersion: fixed, filePath: "app/package-lock.json" }],
      },
      resources: [{ id, type, partition: "aws", region, details }],
      severity,
      status: "ACTIVE",
      title: `${cve} - ${name}`,
      type: "PACKAGE_VULNERABILITY",
    },
  };
}

/** A task of ECS runs an image. */
export function taskEvent(repository: string, digest: string) {
  const at = new Date().toISOString();
  const task = randomUUID().replaceAll("-", "");
  return {
    ...envelope("ECS Task State Change", "aws.ecs"),
    detail: {
      clusterArn: `arn:aws:ecs:${region}:${account}:cluster/shops`,
      taskArn: `arn:aws:ecs:${region}:${account}:task/shops/${task}`,
      taskDefinitionArn: `arn:aws:ecs:${region}:${account}:task-definition/${repository}:7`,
      group: "service:storefront",
      containers: [
        {
          containerArn: `arn:aws:ecs:${region}:${account}:container/${randomUUID()}`,
          name: "app",
          image: `${account}.dkr.ecr.${region}.amazonaws.com/${repository}@${digest}`,
          imageDigest: digest,
          lastStatus: "RUNNING",
        },
      ],
      createdAt: at,
      startedAt: at,
      updatedAt: at,
      desiredStatus: "RUNNING",
      lastStatus: "RUNNING",
      version: 3,
    },
  };
}
