import type { Task } from "@aws-sdk/client-ecs";
import type { Pool } from "pg";
import type { AwsClients } from "@/lib/aws/clients";
import { readTask } from "@/lib/aws/read";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import type { Workload } from "../../model";
import { applySnapshot } from "../apply-snapshot";
import { allPages } from "./all-pages";

/** As many as AWS takes in one request. */
const tasksAtOnce = 100;

export type PolledTasks = { clusters: number; tasks: number; unreadable: number; changed: number; missing: number };

/**
 * Asks ECS in the account and region of the clients for every task that runs, and takes that in as a complete listing. A cluster that vanishes
 * meanwhile has no tasks; any other failure is thrown, and then nothing is taken for stopped. Nor is what is known of a task that cannot be read.
 */
export async function pollTasks(clients: AwsClients, on: Pool): Promise<PolledTasks> {
  const at = new Date();
  const [account, region] = [clients.access.accountId, clients.region];
  const clusters = await listClusters(clients);
  const workloads: Workload[] = [];
  const unread = new Set<string>();
  let [tasks, unreadable] = [0, 0];
  for (const cluster of clusters) {
    const listed = await unlessGone(() => tasksOf(clients, cluster));
    for (const arn of listed.arns) unread.add(arn);
    for (const task of listed.tasks) {
      const read = readTask(task, { account, region, at: at.toISOString() });
      tasks += 1;
      if (read.ok) workloads.push(...read.value);
      else unreadable += 1;
      if (read.ok && read.value.length === (task.containers?.length ?? 0)) unread.delete(task.taskArn ?? "");
    }
  }
  const taken = await inTransaction((client) => applySnapshot(client, { kind: "ecs", account, region, workloads, unread: [...unread], at }), on);
  return { clusters: clusters.length, tasks, unreadable, ...taken };
}

async function listClusters(clients: AwsClients): Promise<string[]> {
  const { ListClustersCommand } = await import("@aws-sdk/client-ecs");
  const ecs = await clients.ecs();
  return allPages(async (nextToken) => {
    const answer = await ecs.send(new ListClustersCommand({ nextToken, maxResults: 100 }));
    return { items: answer.clusterArns, next: answer.nextToken };
  });
}

/** `arns`: of those that are there, also where nothing is said of them. */
type Listed = { arns: ReadonlySet<string>; tasks: readonly Task[] };

async function tasksOf(clients: AwsClients, cluster: string): Promise<Listed> {
  const { DescribeTasksCommand, ListTasksCommand } = await import("@aws-sdk/client-ecs");
  const ecs = await clients.ecs();
  const arns = await allPages(async (nextToken) => {
    const answer = await ecs.send(new ListTasksCommand({ cluster, nextToken, maxResults: tasksAtOnce }));
    return { items: answer.taskArns, next: answer.nextToken };
  });
  const there = new Set(arns);
  const tasks: Task[] = [];
  for (let from = 0; from < arns.length; from += tasksAtOnce) {
    const answer = await ecs.send(new DescribeTasksCommand({ cluster, tasks: arns.slice(from, from + tasksAtOnce) }));
    tasks.push(...(answer.tasks ?? []));
    for (const { arn, reason } of answer.failures ?? []) if (reason === "MISSING") there.delete(arn ?? "");
  }
  return { arns: there, tasks };
}

async function unlessGone(ask: () => Promise<Listed>): Promise<Listed> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WhereinError && error.reason === "aws_not_found") return { arns: new Set(), tasks: [] };
    throw error;
  }
}
