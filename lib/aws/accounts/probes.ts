import type { AwsClients } from "@/lib/aws/clients";
import type { PolledKind } from "@/lib/aws/sync/kinds";

/** A cheap call for an action; what it asks for need not be there. */
export type Probe = { action: string; ask: (clients: AwsClients) => Promise<unknown> };

const name = "wherein-check";
const digest = `sha256:${"0".repeat(64)}`;

const inspector = () => import("@aws-sdk/client-inspector2");
const ecr = () => import("@aws-sdk/client-ecr");
const ecs = () => import("@aws-sdk/client-ecs");
const lambda = () => import("@aws-sdk/client-lambda");

const listFindings: Probe = {
  action: "inspector2:ListFindings",
  ask: async (clients) => (await clients.inspector()).send(new (await inspector()).ListFindingsCommand({ maxResults: 1 })),
};
const listCoverage: Probe = {
  action: "inspector2:ListCoverage",
  ask: async (clients) => (await clients.inspector()).send(new (await inspector()).ListCoverageCommand({ maxResults: 1 })),
};
const getClusters: Probe = {
  action: "inspector2:GetClustersForImage",
  ask: async (clients) => {
    const resourceId = `arn:aws:ecr:${clients.region}:${clients.access.accountId}:repository/${name}/${digest}`;
    return (await clients.inspector()).send(new (await inspector()).GetClustersForImageCommand({ filter: { resourceId }, maxResults: 1 }));
  },
};
const describeImages: Probe = {
  action: "ecr:DescribeImages",
  ask: async (clients) => (await clients.ecr()).send(new (await ecr()).DescribeImagesCommand({ repositoryName: name, maxResults: 1 })),
};
const batchGetImage: Probe = {
  action: "ecr:BatchGetImage",
  ask: async (clients) => (await clients.ecr()).send(new (await ecr()).BatchGetImageCommand({ repositoryName: name, imageIds: [{ imageDigest: digest }] })),
};
const listClusters: Probe = {
  action: "ecs:ListClusters",
  ask: async (clients) => (await clients.ecs()).send(new (await ecs()).ListClustersCommand({ maxResults: 1 })),
};
const listTasks: Probe = {
  action: "ecs:ListTasks",
  ask: async (clients) => (await clients.ecs()).send(new (await ecs()).ListTasksCommand({ cluster: name, maxResults: 1 })),
};
const describeTasks: Probe = {
  action: "ecs:DescribeTasks",
  ask: async (clients) => (await clients.ecs()).send(new (await ecs()).DescribeTasksCommand({ cluster: name, tasks: ["0".repeat(32)] })),
};
const listFunctions: Probe = {
  action: "lambda:ListFunctions",
  ask: async (clients) => (await clients.lambda()).send(new (await lambda()).ListFunctionsCommand({ MaxItems: 1 })),
};
const getFunction: Probe = {
  action: "lambda:GetFunction",
  ask: async (clients) => (await clients.lambda()).send(new (await lambda()).GetFunctionCommand({ FunctionName: name })),
};
const listAliases: Probe = {
  action: "lambda:ListAliases",
  ask: async (clients) => (await clients.lambda()).send(new (await lambda()).ListAliasesCommand({ FunctionName: name, MaxItems: 1 })),
};

/** What the feeds of each kind have to be allowed. */
export const probes: Readonly<Record<PolledKind, readonly Probe[]>> = {
  findings: [listFindings, listCoverage],
  coverage: [listCoverage],
  images: [describeImages, batchGetImage],
  tasks: [listClusters, listTasks, describeTasks],
  clusters: [getClusters],
  functions: [listFunctions, listAliases, getFunction],
};
