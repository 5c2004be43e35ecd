import { AwsError } from "./aws-error";
import { pageOf } from "./paging";
import { type FakeService, type Fields, Places, routeByTarget } from "./service";

export class EcsState {
  /** Tasks as DescribeTasks gives them, by the ARN of their cluster; times in seconds. A cluster without tasks is an empty list. */
  clusters: Record<string, Fields[]> = {};
  /** ARNs of tasks that are listed and of which DescribeTasks says nothing. */
  unspoken: unknown[] = [];
}

const times = ["createdAt", "startedAt", "stoppedAt", "stoppingAt", "pullStartedAt", "pullStoppedAt", "connectivityAt", "executionStoppedAt"];

/** ECS: clusters, and what runs in each. */
export class FakeEcs implements FakeService {
  readonly protocol = "json";
  readonly places = new Places(() => new EcsState());
  pageSize = 100;

  route(request: Parameters<FakeService["route"]>[0]) {
    return routeByTarget(request, {
      ListClusters: (input, { account }, region) => {
        const { page, nextToken } = this.#page(Object.keys(this.places.at(account, region).clusters), input);
        return { clusterArns: page, nextToken };
      },
      ListTasks: (input, { account }, region) => {
        const wanted = input.desiredStatus ?? "RUNNING";
        const running = tasksOf(this.places.at(account, region), input).filter(({ desiredStatus }) => (desiredStatus ?? "RUNNING") === wanted);
        const { page, nextToken } = this.#page(
          running.map(({ taskArn }) => taskArn),
          input,
        );
        return { taskArns: page, nextToken };
      },
      DescribeTasks: (input, { account }, region) => {
        const arns = input.tasks as string[];
        if (arns.length > 100) throw new AwsError("InvalidParameterException", "At most 100 tasks");
        const state = this.places.at(account, region);
        const tasks = tasksOf(state, input);
        return {
          tasks: tasks.filter(({ taskArn }) => arns.includes(String(taskArn)) && !state.unspoken.includes(taskArn)).map(onWire),
          failures: arns.filter((arn) => !tasks.some(({ taskArn }) => taskArn === arn)).map((arn) => ({ arn, reason: "MISSING" })),
        };
      },
    });
  }

  #page<T>(items: T[], { nextToken, ...rest }: Fields) {
    return pageOf(items, Number(rest.maxResults ?? this.pageSize), nextToken, rest);
  }
}

function tasksOf({ clusters }: EcsState, { cluster }: Fields): Fields[] {
  const tasks = clusters[String(cluster)];
  if (!tasks) throw new AwsError("ClusterNotFoundException", "Cluster not found.");
  return tasks;
}

const onWire = (task: Fields): Fields =>
  Object.fromEntries(Object.entries(task).map(([key, value]) => [key, times.includes(key) && typeof value === "string" ? Date.parse(value) / 1000 : value]));
