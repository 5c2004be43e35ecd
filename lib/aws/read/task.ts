import type { Workload } from "../model";
import { digestAtEnd, imageDigest } from "./digest";
import { AwsRefusal, type Read, reading } from "./problem";
import { readAwsTime } from "./time";
import { checkDepth, isObject, type JsonObject, listOf, memberOf, neededText, textOf } from "./values";

const containersMax = 100;

/** Where a task was reported from, and when. */
export type TaskContext = { account: string; region: string; at: string };

/** A task as `DescribeTasks` gives it, on the wire or through the SDK; see `workloadsOfTask`. Never throws. */
export function readTask(task: unknown, context: TaskContext): Read<Workload[]> {
  return reading(() => {
    if (!isObject(task)) throw new AwsRefusal("not_an_object", "", "A task is an object.");
    checkDepth(task);
    return workloadsOfTask(task, context);
  });
}

/**
 * What runs or ran in an ECS task, a row for each container with a digest: of an event's `detail`, or a task of `DescribeTasks`. `at` stands in
 * for times that the task does not say yet. Containers whose image is not pulled yet have no digest and no row.
 */
export function workloadsOfTask(task: JsonObject, { account, region, at }: TaskContext): Workload[] {
  const taskArn = neededText(task, "taskArn", 900);
  const version = memberOf(task, "version");
  if (typeof version !== "number" || !Number.isSafeInteger(version) || version < 0) throw new AwsRefusal("missing", "/version", "The task has no version.");
  const common = {
    kind: "ecs" as const,
    account,
    region,
    cluster: lastPart(neededText(task, "clusterArn", 500)),
    group: groupOf(task, taskArn),
    startedAt: readAwsTime(memberOf(task, "startedAt")) ?? readAwsTime(memberOf(task, "createdAt")) ?? at,
    version,
  };
  const taskStoppedAt = stoppedAt(task, at);
  return listOf(task, "containers", containersMax).flatMap((container) => {
    const digest = imageDigest(memberOf(container, "imageDigest")) ?? digestAtEnd(memberOf(container, "image"));
    const name = textOf(container, "name", 255);
    if (!isObject(container) || digest === null || name === null) return [];
    const containerStoppedAt = taskStoppedAt ?? (textOf(container, "lastStatus", 50) === "STOPPED" ? at : null);
    return [{ key: `${taskArn}/${name}`, ...common, digest, stoppedAt: containerStoppedAt }];
  });
}

/** When its containers ended; a task that is only asked to stop (`stoppingAt`) still runs. */
function stoppedAt(task: JsonObject, at: string): string | null {
  const time = readAwsTime(memberOf(task, "executionStoppedAt")) ?? readAwsTime(memberOf(task, "stoppedAt"));
  return time ?? (textOf(task, "lastStatus", 50) === "STOPPED" ? at : null);
}

/** The service, or the family of its definition: `service:web` and `family:batch` without the word. */
function groupOf(task: JsonObject, taskArn: string): string {
  const group = textOf(task, "group", 500)?.replace(/^(?:service|family):/, "");
  const family = textOf(task, "taskDefinitionArn", 500)?.replace(/^.*\//, "").replace(/:\d+$/, "");
  return group || family || taskArn;
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
