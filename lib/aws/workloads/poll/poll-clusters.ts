import type { ClusterDetails, ClusterInformation } from "@aws-sdk/client-inspector2";
import type { Pool } from "pg";
import type { AwsClients } from "@/lib/aws/clients";
import { inTransaction } from "@/lib/db";
import { refreshDeployed } from "@/lib/findings/queue";
import type { Workload } from "../../model";
import { applyWorkloads } from "../apply-workloads";
import { type AskedImage, selectImages, selectRunningInClusters } from "../queries/snapshot";
import type { StoredReport } from "../queries/workloads";
import { allPages } from "./all-pages";

/** Images that are asked for in one poll: one request each, or more. Those that run are always among them, and the others take turns. */
const imagesMax = 500;
/** Images whose clusters are taken in with one transaction. */
const imagesAtOnce = 50;
const hourMs = 3_600_000;

export type PolledClusters = { images: number; asked: number; changed: number };

/**
 * Asks Inspector in which clusters of Kubernetes the images of the account and region run that the inventory knows: there since they were first
 * seen there, until they are not any more. Tasks of ECS are not taken from here: they are listed by themselves.
 */
export async function pollClusters(clients: AwsClients, on: Pool, { now = new Date(), max = imagesMax } = {}): Promise<PolledClusters> {
  const images = await selectImages(on, { account: clients.access.accountId, region: clients.region });
  const asked = turnOf(images, now, max);
  let changed = 0;
  for (let from = 0; from < asked.length; from += imagesAtOnce) {
    const some = asked.slice(from, from + imagesAtOnce);
    const seen = new Map<string, ClusterInformation[]>();
    const at = new Date();
    for (const { key } of some) seen.set(key, await clustersOf(clients, key));
    changed += await inTransaction(async (client) => {
      const running = await selectRunningInClusters(
        client,
        some.map(({ digest }) => digest),
      );
      const workloads = some.flatMap((image) => workloadsOf(image, seen.get(image.key) ?? [], { running, at }));
      const applied = await applyWorkloads(client, { workloads, at });
      await refreshDeployed(client, applied.artifactIds, at);
      return applied.changed;
    }, on);
  }
  return { images: images.length, asked: asked.length, changed };
}

/** Of many images those that run, and as many others as there is room for: another part of them each hour. */
function turnOf<T extends { runs: boolean }>(images: readonly T[], now: Date, max: number): T[] {
  if (images.length <= max) return [...images];
  const running = images.filter(({ runs }) => runs);
  const others = images.filter(({ runs }) => !runs);
  const room = Math.max(1, max - running.length);
  const start = (Math.floor(now.getTime() / hourMs) * room) % Math.max(1, others.length);
  return [...running, ...[...others.slice(start), ...others.slice(0, start)].slice(0, room)];
}

async function clustersOf(clients: AwsClients, resourceId: string): Promise<ClusterInformation[]> {
  const { GetClustersForImageCommand } = await import("@aws-sdk/client-inspector2");
  const inspector = await clients.inspector();
  return allPages(async (nextToken) => {
    const answer = await inspector.send(new GetClustersForImageCommand({ filter: { resourceId }, nextToken, maxResults: 100 }));
    return { items: answer.cluster, next: answer.nextToken };
  });
}

type Seen = { running: readonly StoredReport[]; at: Date };

/** What began to run, and what does not run any more, of an image by the clusters that have it. */
function workloadsOf(image: AskedImage, clusters: readonly ClusterInformation[], { running, at }: Seen): Workload[] {
  const prefixOf = (arn: string) => `${arn} ${image.key} `;
  const now = new Map(
    clusters.flatMap(({ clusterArn = "", clusterDetails = [] }) => (runs(clusterDetails) ? [[prefixOf(clusterArn), clusterArn] as const] : [])),
  );
  const own = running.filter(({ key }) => key.includes(` ${image.key} `));
  const begun = [...now].flatMap(([prefix, arn]) => {
    const place = placeOf(arn);
    if (place === null || own.some(({ key }) => key.startsWith(prefix))) return [];
    const startedAt = at.toISOString();
    const group = groupOf(clusters.find(({ clusterArn }) => clusterArn === arn)?.clusterDetails ?? []);
    return [{ key: prefix + startedAt, ...place, group, digest: image.digest, startedAt, stoppedAt: null, version: at.getTime() }];
  });
  const ended = own.flatMap((report) => {
    if ([...now.keys()].some((prefix) => report.key.startsWith(prefix))) return [];
    const { environment: _, ...workload } = report;
    const details = clusters.find(({ clusterArn = "" }) => report.key.startsWith(prefixOf(clusterArn)))?.clusterDetails ?? [];
    const stoppedAt = lastUse(details, report.startedAt, at).toISOString();
    return [{ ...workload, startedAt: report.startedAt.toISOString(), stoppedAt, version: at.getTime() }];
  });
  return [...begun, ...ended];
}

const runs = (details: readonly ClusterDetails[]) => details.some(({ runningUnitCount }) => (runningUnitCount ?? 0) > 0);

/** `arn:aws:eks:eu-central-1:111122223333:cluster/name`; null for what is no cluster of EKS. The cluster may be of another account than the image. */
function placeOf(arn: string) {
  const [, , service, region = "", account = "", resource = ""] = arn.split(":");
  if (service !== "eks" || !/^\d{12}$/.test(account)) return null;
  return { kind: "eks" as const, account, region, cluster: resource.replace(/^cluster\//, "") };
}

/** The workload that runs it, in its namespace; the first by name of several. */
function groupOf(details: readonly ClusterDetails[]): string {
  const names = details.flatMap(({ runningUnitCount, clusterMetadata }) => {
    const { namespace, workloadInfoList = [] } = clusterMetadata?.awsEksMetadataDetails ?? {};
    return (runningUnitCount ?? 0) > 0 ? workloadInfoList.map(({ name }) => [namespace, name].filter(Boolean).join("/")) : [];
  });
  return names.sort()[0] ?? "";
}

/** When it was last in use by what Inspector says, where that can be; else by now. */
function lastUse(details: readonly ClusterDetails[], startedAt: Date, at: Date): Date {
  const last = Math.max(0, ...details.map(({ lastInUse }) => lastInUse?.getTime() ?? 0));
  return last > startedAt.getTime() && last < at.getTime() ? new Date(last) : at;
}
