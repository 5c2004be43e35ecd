import { describe, expect, it } from "vitest";
import { takeQueuedAwsFeed } from "@/lib/aws/sync/queries/feeds";
import { runFeed } from "@/lib/aws/sync/run-feed";
import type { AwsStores } from "@/lib/aws/sync/syncer";
import { syncers } from "@/lib/aws/sync/syncers";
import { pollClusters, pollTasks, sweepWorkloads } from "@/lib/aws/workloads";
import { home } from "../aws/fake";
import { observed, withAws } from "./polls-fixture";
import { digestOf, knowAccount, minute } from "./workloads-fixture";

const aws = withAws();
const { pool, ship } = aws;
const arnOf = (service: "ecs" | "eks", cluster: string) => `arn:aws:${service}:${home.region}:${home.account}:cluster/${cluster}`;

describe("tasks of ECS", () => {
  const task = (cluster: string, n: number, digest: string) => ({
    taskArn: `arn:aws:ecs:${home.region}:${home.account}:task/${cluster}/${String(n).padStart(32, "0")}`,
    clusterArn: arnOf("ecs", cluster),
    group: "service:web",
    lastStatus: "RUNNING",
    desiredStatus: "RUNNING",
    version: 4,
    createdAt: minute(n % 60).toISOString(),
    startedAt: minute((n % 60) + 1).toISOString(),
    containers: [{ name: "app", lastStatus: "RUNNING", imageDigest: digestOf(digest) }],
  });
  const tasksOf = (cluster: string, count: number, digest: string) => Array.from({ length: count }, (_, n) => task(cluster, n, digest));

  it("are read page by page, described in hundreds, and what is not listed any more has stopped", async () => {
    await ship("shop", "one");
    await ship("cart", "two");
    aws.fake.ecsService.pageSize = 60;
    aws.fake.ecs.clusters = {
      [arnOf("ecs", "live")]: tasksOf("live", 230, "one"),
      [arnOf("ecs", "stage-1")]: tasksOf("stage-1", 2, "two"),
      [arnOf("ecs", "empty")]: [],
    };
    expect(await pollTasks(aws.clients, pool())).toEqual({ clusters: 3, tasks: 232, unreadable: 0, changed: 232, missing: 0 });
    expect(aws.fake.operations.filter((name) => name === "ecs:DescribeTasks")).toHaveLength(4);
    expect(await observed()).toEqual(["cart in staging, observed in ECS, cluster stage-1", "shop in production, observed in ECS, cluster live"]);
    expect(await pollTasks(aws.clients, pool())).toMatchObject({ changed: 0, missing: 0 });
    aws.fake.ecs.clusters = { [arnOf("ecs", "live")]: tasksOf("live", 1, "one") };
    expect(await pollTasks(aws.clients, pool())).toMatchObject({ clusters: 1, missing: 231 });
    expect(await observed()).toEqual(["cart in staging, observed in ECS, cluster stage-1, ended", "shop in production, observed in ECS, cluster live"]);
  });

  it("of a cluster that vanishes between the listings are gone; throttling is waited out", async () => {
    await ship("shop", "one");
    aws.fake.ecs.clusters = { [arnOf("ecs", "live")]: tasksOf("live", 1, "one") };
    aws.fake.fail({ action: "ecs:ListTasks", code: "ThrottlingException", times: 1 });
    await pollTasks(aws.clients, pool());
    expect(await observed()).toEqual(["shop in production, observed in ECS, cluster live"]);
    aws.fake.fail({ action: "ecs:ListTasks", code: "ClusterNotFoundException", times: 1 });
    expect(await pollTasks(aws.clients, pool())).toMatchObject({ clusters: 1, tasks: 0, missing: 1 });
    expect(await observed()).toEqual(["shop in production, observed in ECS, cluster live, ended"]);
  });

  it("that may not be listed are a failure, and nothing is taken for stopped", async () => {
    await ship("shop", "one");
    aws.fake.ecs.clusters = { [arnOf("ecs", "a")]: tasksOf("a", 1, "one"), [arnOf("ecs", "b")]: tasksOf("b", 1, "one") };
    await pollTasks(aws.clients, pool());
    aws.fake.fail({ action: "ecs:DescribeTasks", code: "AccessDeniedException", after: 1 });
    await expect(pollTasks(aws.clients, pool())).rejects.toMatchObject({ reason: "aws_denied" });
    expect(await observed()).toEqual(["shop in production, observed in ECS, clusters a and b"]);
  });

  it("that are listed and cannot be read go on as they were known, wholly or container by container, until they are not listed", async () => {
    await ship("shop", "one");
    await ship("cart", "two");
    await ship("edge", "three");
    const live = arnOf("ecs", "live");
    const [whole, part, silent] = [task("live", 1, "one"), task("live", 2, "two"), task("live", 3, "three")];
    aws.fake.ecs.clusters = { [live]: [whole, part, silent] };
    await pollTasks(aws.clients, pool());
    const running = await observed();
    expect(running).toHaveLength(3);
    const undigested = { name: "app", lastStatus: "RUNNING" };
    aws.fake.ecs.clusters = { [live]: [{ ...whole, version: -1 }, { ...part, containers: [undigested] }, silent] };
    aws.fake.ecs.unspoken = [silent.taskArn];
    expect(await pollTasks(aws.clients, pool())).toEqual({ clusters: 1, tasks: 2, unreadable: 1, changed: 0, missing: 0 });
    expect(await observed()).toEqual(running);
    aws.fake.ecs.clusters = { [live]: [{ ...whole, version: -1 }] };
    expect(await pollTasks(aws.clients, pool())).toMatchObject({ unreadable: 1, missing: 2 });
    aws.fake.ecs.clusters = { [live]: [] };
    expect(await pollTasks(aws.clients, pool())).toMatchObject({ unreadable: 0, missing: 1 });
    expect(await observed()).toEqual(running.map((each) => `${each}, ended`));
  });
});

describe("clusters of EKS", () => {
  const imageOf = (digest: string) => `arn:aws:ecr:${home.region}:${home.account}:repository/web/${digestOf(digest)}`;
  const seen = (cluster: string, running: number, service: "ecs" | "eks" = "eks") => ({
    clusterArn: arnOf(service, cluster),
    clusterDetails: [
      {
        lastInUse: minute(10).toISOString(),
        runningUnitCount: running,
        stoppedUnitCount: 0,
        clusterMetadata: { awsEksMetadataDetails: { namespace: "shop", workloadInfoList: [{ name: "web", type: "Deployment" }] } },
      },
    ],
  });

  /** An image of ECR that is mapped to the artifact, as the mapping of resources leaves it. */
  async function know(digest: string, artifactId: number): Promise<void> {
    await pool().query(
      `with r as (insert into aws_resource (key, type, type_name, account, region, name, labels, digest, said_at, first_seen_at)
         values ($1, 'AWS_ECR_CONTAINER_IMAGE', 'AWS_ECR_CONTAINER_IMAGE', $2, $3, 'web', '{}', $4, $5, $5) returning id)
       insert into aws_resource_artifact (artifact_id, resource_id, by) select $6, id, 'digest' from r`,
      [imageOf(digest), home.account, home.region, digestOf(digest), minute(0), artifactId],
    );
  }

  it("have the images that Inspector sees units of, until it does not any more; tasks of ECS are not taken from there", async () => {
    const { artifactId } = await ship("shop", "one");
    await know("one", artifactId);
    aws.fake.inspectorService.pageSize = 1;
    aws.fake.inspector.clusters = { [imageOf("one")]: [seen("live", 3), seen("stage-1", 1), seen("idle", 0), seen("tasks", 2, "ecs")] };
    expect(await pollClusters(aws.clients, pool())).toEqual({ images: 1, asked: 1, changed: 2 });
    expect(await observed()).toEqual(["shop in production, observed in EKS, cluster live", "shop in staging, observed in EKS, cluster stage-1"]);
    expect(await pollClusters(aws.clients, pool())).toMatchObject({ changed: 0 });
    aws.fake.inspector.clusters = { [imageOf("one")]: [seen("live", 0)] };
    expect(await pollClusters(aws.clients, pool())).toMatchObject({ changed: 2 });
    expect(await observed()).toEqual(["shop in production, observed in EKS, cluster live, ended", "shop in staging, observed in EKS, cluster stage-1, ended"]);
    await pool().query("update aws_workload set started_at = started_at - interval '1 hour', stopped_at = stopped_at - interval '1 hour'");
    aws.fake.inspector.clusters = { [imageOf("one")]: [seen("live", 1)] };
    await pollClusters(aws.clients, pool());
    expect((await observed()).filter((line) => !line.endsWith("ended"))).toEqual(["shop in production, observed in EKS, cluster live"]);
  });

  it("of an account that was forgotten are seen again when it is connected again", async () => {
    const { artifactId } = await ship("shop", "one");
    await know("one", artifactId);
    aws.fake.inspector.clusters = { [imageOf("one")]: [seen("live", 3)] };
    await pollClusters(aws.clients, pool());
    await pool().query("select testing.emptied('aws_account')");
    await sweepWorkloads(pool(), { at: new Date() });
    expect((await observed()).filter((line) => !line.endsWith("ended"))).toEqual([]);
    await knowAccount(aws.inventory);
    await pool().query("update aws_workload set started_at = started_at - interval '1 hour', missing_at = missing_at - interval '1 hour'");
    await pollClusters(aws.clients, pool());
    expect((await observed()).filter((line) => !line.endsWith("ended"))).toEqual(["shop in production, observed in EKS, cluster live"]);
  });

  it("are asked for a bounded number of images: those that run, and the others in turn", async () => {
    const { artifactId } = await ship("shop", "one");
    for (const digest of ["one", "a", "b", "c"]) await know(digest, artifactId);
    aws.fake.inspector.clusters = { [imageOf("one")]: [seen("live", 1)] };
    await pollClusters(aws.clients, pool());
    const asked: string[][] = [];
    for (let hour = 0; hour < 3; hour++) {
      aws.fake.calls.length = 0;
      expect(await pollClusters(aws.clients, pool(), { now: new Date(hour * 3_600_000), max: 2 })).toMatchObject({ images: 4, asked: 2 });
      asked.push(aws.fake.calls.map(({ input }) => (input.filter as { resourceId: string }).resourceId));
    }
    expect(asked.map(([first]) => first)).toEqual([imageOf("one"), imageOf("one"), imageOf("one")]);
    expect(new Set(asked.map(([, second]) => second))).toEqual(new Set([imageOf("a"), imageOf("b"), imageOf("c")]));
  });

  it("that Inspector throttles are waited for; what cannot be asked stays as it was", async () => {
    const { artifactId } = await ship("shop", "one");
    await know("one", artifactId);
    aws.fake.inspector.clusters = { [imageOf("one")]: [seen("live", 1)] };
    aws.fake.fail({ action: "inspector2:GetClustersForImage", code: "ThrottlingException", times: 1 });
    await pollClusters(aws.clients, pool());
    aws.fake.fail({ action: "inspector2:GetClustersForImage", code: "AccessDeniedException" });
    await expect(pollClusters(aws.clients, pool())).rejects.toMatchObject({ reason: "aws_denied" });
    expect(await observed()).toEqual(["shop in production, observed in EKS, cluster live"]);
  });
});

describe("a feed", () => {
  it.each([
    ["tasks", { clusters: 1, tasks: 0, unreadable: 0, changed: 0, missing: 0 }],
    ["clusters", { images: 0, asked: 0, changed: 0 }],
    ["functions", { functions: 0, unreadable: 0, changed: 0, missing: 0 }],
  ] as const)("of %s is synced by the worker, and says what it did", async (kind, counts) => {
    aws.fake.ecs.clusters = { [arnOf("ecs", "empty")]: [] };
    await pool().query("select testing.emptied('aws_feed')");
    await pool().query("insert into aws_feed (account_id, region, kind, status) values ($1, $2, $3, 'queued')", [home.account, home.region, kind]);
    const taken = await takeQueuedAwsFeed(pool(), new Date(), [kind]);
    const syncer = syncers[kind];
    if (!taken || !syncer) throw new Error("expected a feed that is asked");
    await runFeed({ ...taken, syncer, stores: {} as AwsStores, pool: pool(), signal: new AbortController().signal });
    const { rows } = await pool().query("select status, problem, counts from aws_feed");
    expect(rows).toEqual([{ status: "idle", problem: null, counts }]);
  });
});
