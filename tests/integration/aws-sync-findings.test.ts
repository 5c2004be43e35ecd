import { describe, expect, it } from "vitest";
import { requestFeedSync } from "@/lib/aws";
import { readFindingList } from "@/lib/aws/read";
import { openAwsSync } from "@/lib/aws/sync";
import { createPool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { startWorker } from "@/lib/jobs/worker";
import { type Call, home } from "@/tests/aws/fake";
import { coverageOf, digestOf, findingOf, imageArn } from "@/tests/aws/said";
import { administrator, stores, withAws } from "./setup/aws-system";

const system = withAws();
const now = () => new Date().toISOString();
const manyOf = (count: number, more: Parameters<typeof findingOf>[1] = {}) => Array.from({ length: count }, (_, n) => findingOf(n + 1, more));
const countsOf = async () => (await system.feed("findings")).counts;
const callsOf = (operation: string) => system.fake.calls.filter((call) => call.operation === operation);
const windowOf = (call: Call | undefined) => ((call?.input.filterCriteria ?? { updatedAt: [] }) as { updatedAt: { startInclusive: number }[] }).updatedAt;

describe("the first sync of findings", () => {
  it("takes in every page, and remembers that all were listed", async () => {
    await system.connect({ kinds: ["findings"] });
    system.fake.inspector.findings = manyOf(1_050);
    await system.sync("findings");
    const feed = await system.feed("findings");
    expect(feed).toMatchObject({ status: "idle", problem: null, counts: { read: 1_050, added: 1_050, changed: 0 } });
    expect(feed.full_at).toEqual(feed.synced_to);
    expect(await system.findings()).toHaveLength(1_050);
    expect(callsOf("ListFindings").map(({ input }) => input.maxResults)).toEqual(Array(42).fill(100));
    expect(callsOf("ListFindings")[0]?.input.filterCriteria).toBeUndefined();
    expect(await system.audits("inspector.findings_received")).toBe(3);
  });

  it("is begun by a sweep, once for each feed, and not again before it is due", async () => {
    await system.connect({ kinds: ["findings", "coverage"] });
    const worker = system.open();
    await worker.sweep();
    await worker.drain();
    await worker.sweep();
    await worker.drain();
    expect(system.fake.operations.sort()).toEqual(["inspector2:ListCoverage", "inspector2:ListFindings"]);
    await system.pool.query("update aws_feed set succeeded_at = succeeded_at - interval '16 minutes'");
    await worker.sweep();
    await worker.drain();
    expect(callsOf("ListFindings")).toHaveLength(2);
    expect(callsOf("ListCoverage")).toHaveLength(1);
  });

  it("counts what cannot be read, and takes in the rest", async () => {
    await system.connect({ kinds: ["findings"] });
    system.fake.inspector.findings = [findingOf(1), { ...findingOf(2), resources: [] }];
    await system.sync("findings");
    expect(await system.feed("findings")).toMatchObject({
      problem: null,
      counts: { read: 2, added: 1, refused: 1, notes: [expect.stringContaining("cannot be read")] },
    });
    // The fake's own check says that such a finding is none.
    system.fake.violations.length = 0;
  });
});

describe("later syncs of findings", () => {
  it("ask for what was updated since a while before the last one, and change nothing when nothing was", async () => {
    await system.connect({ kinds: ["findings"] });
    system.fake.inspector.findings = manyOf(120);
    await system.sync("findings");
    const { synced_to: syncedTo } = await system.feed("findings");
    system.fake.inspector.findings[7] = findingOf(8, { updatedAt: now(), severity: "CRITICAL" });
    await system.sync("findings");
    expect(await countsOf()).toMatchObject({ read: 1, changed: 1 });
    const [{ startInclusive } = { startInclusive: 0 }] = windowOf(callsOf("ListFindings").at(-1));
    expect(startInclusive * 1_000).toBeLessThan((syncedTo?.getTime() ?? 0) - 60_000);
    await system.sync("findings");
    expect(await countsOf()).toMatchObject({ read: 1, added: 0, changed: 0, unchanged: 1 });
    expect(await system.audits("inspector.findings_received")).toBe(2);
  });

  it("list everything once a day, and close what is not listed any more", async () => {
    await system.connect({ kinds: ["findings"] });
    system.fake.inspector.findings = manyOf(3);
    await system.sync("findings");
    system.fake.inspector.findings.splice(1, 1);
    await system.sync("findings");
    expect(await system.findings()).toEqual(["0001 ACTIVE", "0002 ACTIVE", "0003 ACTIVE"]);
    await system.pool.query("update aws_feed set full_at = full_at - interval '25 hours'");
    await system.sync("findings");
    expect(await system.findings()).toEqual(["0001 ACTIVE", "0002 CLOSED", "0003 ACTIVE"]);
    expect(await countsOf()).toMatchObject({ unlisted: 1 });
    expect(await system.audits("inspector.findings_unlisted")).toBe(1);
  });

  it("do not close what is listed and cannot be read any more", async () => {
    await system.connect({ kinds: ["findings"] });
    system.fake.inspector.findings = manyOf(3);
    await system.sync("findings");
    system.fake.inspector.findings = [findingOf(1), { ...findingOf(2), type: "QUANTUM_VULNERABILITY" }];
    await system.pool.query("update aws_feed set full_at = full_at - interval '25 hours'");
    await system.sync("findings");
    expect(await system.findings()).toEqual(["0001 ACTIVE", "0002 ACTIVE", "0003 CLOSED"]);
    // The fake's own check says that such a finding is none.
    system.fake.violations.length = 0;
  });

  it("ask at once whether the resource of a finding that was closed is still scanned", async () => {
    await system.connect({ kinds: ["findings"] });
    system.fake.inspector.findings = [findingOf(1, { digest: digestOf(1) }), findingOf(2, { digest: digestOf(2) }), findingOf(3, { digest: digestOf(3) })];
    await system.sync("findings");
    system.fake.inspector.coverage = [coverageOf(digestOf(1), "ACTIVE"), coverageOf(digestOf(2), "INACTIVE")];
    system.fake.inspector.findings = [1, 2, 3].map((n) => findingOf(n, { digest: digestOf(n), status: "CLOSED", updatedAt: now() }));
    await system.sync("findings");
    const { rows } = await system.pool.query("select digest, scan_status, scan_reason from aws_resource order by digest");
    expect(rows.map(({ scan_status, scan_reason }) => `${scan_status} ${scan_reason}`)).toEqual([
      "ACTIVE SUCCESSFUL",
      "INACTIVE SCAN_ELIGIBILITY_EXPIRED",
      "INACTIVE NOT_LISTED",
    ]);
  });
});

describe("instances of two accounts that have one id", () => {
  it("are two, and coverage is asked by the id that AWS knows", async () => {
    const accounts = [home.account, "444455556666"];
    const id = "i-0123456789abcdef0";
    const instance = { type: "AWS_EC2_INSTANCE", id, partition: "aws", region: home.region };
    await system.connect({ kinds: ["findings"] });
    system.fake.inspector.findings = accounts.map((account, n) => ({ ...findingOf(n + 1, { account, status: "CLOSED" }), resources: [instance] }));
    system.fake.inspector.coverage = accounts.map((accountId, n) => ({
      ...coverageOf(digestOf(1), n === 0 ? "ACTIVE" : "INACTIVE", { account: accountId }),
      resourceType: "AWS_EC2_INSTANCE",
      resourceId: id,
    }));
    await system.sync("findings");
    const { rows } = await system.pool.query("select key, account, name, scan_status from aws_resource order by account");
    expect(rows).toEqual(
      accounts.map((account, n) => ({
        key: `arn:aws:ec2:${home.region}:${account}:instance/${id}`,
        account,
        name: id,
        scan_status: n === 0 ? "ACTIVE" : "INACTIVE",
      })),
    );
    expect(callsOf("ListCoverage").map(({ input }) => input.filterCriteria)).toEqual([{ resourceId: [{ comparison: "EQUALS", value: id }] }]);
  });
});

describe("findings that others closed", () => {
  it("have their resources asked about too, once", async () => {
    await system.connect({ kinds: ["findings"] });
    system.fake.inspector.findings = [findingOf(1, { digest: digestOf(1) })];
    await system.sync("findings");
    system.fake.inspector.coverage = [coverageOf(digestOf(1), "INACTIVE")];
    const read = readFindingList([findingOf(1, { digest: digestOf(1), status: "CLOSED", updatedAt: now() })]);
    if (!read.ok) throw new Error("a finding cannot be read");
    await stores.storeFindings(administrator, { ...read.value, source: "report", subject: { kind: "test", id: "1" }, pool: system.pool });
    await system.sync("findings");
    await system.sync("findings");
    const { rows } = await system.pool.query("select scan_status, scan_reason from aws_resource");
    expect(rows).toEqual([{ scan_status: "INACTIVE", scan_reason: "SCAN_ELIGIBILITY_EXPIRED" }]);
    expect(callsOf("ListCoverage").map(({ input }) => input.filterCriteria)).toEqual([
      { resourceId: [{ comparison: "EQUALS", value: imageArn(digestOf(1)) }] },
    ]);
  });
});

describe("the worker", () => {
  it("syncs what is due and what is asked for", async () => {
    await system.connect({ kinds: ["findings"] });
    system.fake.inspector.findings = manyOf(30);
    const queue = createPool(system.database.url, 13);
    const ingestPool = createPool(system.database.url, 2, { pipeline: true });
    const aws = openAwsSync(queue);
    const runner = await startWorker({ queue, ingestPool, aws });
    await expect.poll(async () => (await system.feed("findings")).succeeded_at, { timeout: 30_000 }).not.toBeNull();
    expect(await system.findings()).toHaveLength(30);
    system.fake.inspector.findings.push(findingOf(31, { updatedAt: now() }));
    await requestFeedSync({ ctx: administrator, input: { id: String((await system.feed("findings")).id) } });
    await expect.poll(() => system.findings(), { timeout: 30_000 }).toHaveLength(31);
    const held = async () => (await system.pool.query("select 1 from graphile_worker.jobs where locked_at is not null")).rowCount;
    await expect.poll(held, { timeout: 30_000 }).toBe(0);
    aws.stop();
    await runner.stop();
    await Promise.all([queue.end(), ingestPool.end()]);
  });
});

describe("two workers", () => {
  it("sync each feed once between them", async () => {
    await system.connect({ kinds: ["findings"], regions: ["eu-central-1", "eu-west-1", "us-east-1", "us-east-2", "us-west-1"] });
    const workers = [system.open(), system.open(), system.open()];
    await workers[0]?.sweep();
    await Promise.all(workers.map((worker) => worker.drain()));
    expect(
      callsOf("ListFindings")
        .map(({ region }) => region)
        .sort(),
    ).toEqual(["eu-central-1", "eu-west-1", "us-east-1", "us-east-2", "us-west-1"]);
  });
});

describe("a worker with a feed whose end cannot be written", () => {
  it("goes on owning the syncing until what else it does is done", async () => {
    await system.connect({ kinds: ["findings", "coverage"] });
    const done: string[] = [];
    const reached = { syncedTo: null, fullAt: null };
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const worker = system.open({
      syncers: {
        findings: async () => {
          setTimeout(release, 300);
          // PostgreSQL takes no such text.
          throw new WhereinError("invalid", "It cannot be said.", { reason: "\0" });
        },
        coverage: async () => {
          await released;
          done.push("coverage");
          return reached;
        },
      },
    });
    await worker.sweep();
    const ended = worker.drain().then(
      () => "well",
      () => [...done],
    );
    expect(await ended).toEqual(["coverage"]);
  });
});

describe("an interrupted sync of findings", () => {
  it("keeps the pages that it took, says why, is tried again, and ends in the same state", async () => {
    await system.connect({ kinds: ["findings"] });
    system.fake.inspector.findings = manyOf(250);
    system.fake.fail({ action: "inspector2:ListFindings", code: "ValidationException", after: 4, times: 1 });
    await system.sync("findings");
    const failed = await system.feed("findings");
    expect(failed).toMatchObject({ status: "idle", full_at: null, synced_to: null, problem: { code: "aws_refused", attempts: 1 } });
    expect((await system.findings()).length).toBe(100);
    await system.sync("findings");
    expect(await system.feed("findings")).toMatchObject({ problem: null, counts: { added: 150, unchanged: 100 } });
    expect(await system.findings()).toHaveLength(250);
  });

  it("is taken over from a dead worker, and left by one that is stopped", async () => {
    await system.connect({ kinds: ["findings"] });
    system.fake.inspector.findings = manyOf(1_050);
    const stopped = system.open({
      stores: {
        ...stores,
        storeFindings: async (...batch) => {
          stopped.stop();
          return stores.storeFindings(...batch);
        },
      },
    });
    await system.sync("findings", stopped);
    expect(await system.feed("findings")).toMatchObject({ status: "running", problem: null, full_at: null });
    expect((await system.findings()).length).toBeLessThan(1_050);
    await system.open().sweep();
    await system.open().drain();
    expect(await system.feed("findings")).toMatchObject({ status: "idle", problem: null });
    expect(await system.findings()).toHaveLength(1_050);
  });

  it("waits out throttling and faults in the midst of the pages", async () => {
    await system.connect({ kinds: ["findings"] });
    system.fake.inspector.findings = manyOf(250);
    system.fake.fail({ action: "inspector2:ListFindings", code: "ThrottlingException", after: 1, times: 1 });
    system.fake.fail({ action: "inspector2:ListFindings", code: "InternalServerException", after: 2, times: 1 });
    await system.sync("findings");
    expect(await system.feed("findings")).toMatchObject({ problem: null, counts: { added: 250 } });
  });

  it("opens another session when the one it had expires in the midst", async () => {
    const role = { arn: "arn:aws:iam::444455556666:role/WhereinReader", externalId: "shop-2026" };
    system.fake.addRole(role);
    await system.connect({ accountId: "444455556666", roleArn: role.arn, externalId: role.externalId, kinds: ["findings"] });
    system.fake.inspectorService.places.at("444455556666", home.region).findings = manyOf(1_050, { account: "444455556666" });
    let batches = 0;
    const storeFindings: typeof stores.storeFindings = (...batch) => {
      batches += 1;
      if (batches === 1) system.fake.identities.expireSessions();
      return stores.storeFindings(...batch);
    };
    await system.sync("findings", system.open({ stores: { ...stores, storeFindings } }));
    expect(await system.feed("findings", { account: "444455556666" })).toMatchObject({ problem: null, counts: { added: 1_050 } });
    expect(callsOf("AssumeRole")).toHaveLength(2);
  });
});

describe("accounts and regions", () => {
  it("are asked each by itself; the failure of one is its own", async () => {
    const roleOf = (account: string) => ({ arn: `arn:aws:iam::${account}:role/WhereinReader`, externalId: `id-of-${account}` });
    const [one, two] = ["444455556666", "777788889999"];
    for (const account of [one, two] as string[]) {
      system.fake.addRole(roleOf(account));
      const { arn, externalId } = roleOf(account);
      const wrong = account === two ? "another-id" : externalId;
      await system.connect({ accountId: account, name: account, roleArn: arn, externalId: wrong, regions: ["eu-central-1", "us-east-1"], kinds: ["findings"] });
    }
    for (const region of ["eu-central-1", "us-east-1"]) {
      const place = { account: String(one), region };
      system.fake.inspectorService.places.at(place.account, region).findings = [findingOf(1, place), findingOf(2, place)];
    }
    system.fake.fail({ action: "inspector2:ListFindings", code: "AccessDeniedException", region: "us-east-1" });
    await system.sync("findings");
    expect(await system.findings()).toEqual(["0001 ACTIVE", "0002 ACTIVE"]);
    expect((await system.feed("findings", { account: String(one), region: "eu-central-1" })).problem).toBeNull();
    const denied = await system.feed("findings", { account: String(one), region: "us-east-1" });
    expect(denied.problem).toMatchObject({ code: "aws_denied", detail: expect.stringContaining("inspector2:ListFindings") });
    const refused = await system.feed("findings", { account: String(two), region: "eu-central-1" });
    expect(refused.problem).toMatchObject({ code: "aws_role_refused", detail: expect.stringContaining(`arn:aws:iam::${two}:role/WhereinReader`) });
  });

  it("that were switched off are not asked", async () => {
    await system.connect({ kinds: ["findings"] });
    await system.pool.query("update aws_account set enabled = false");
    await system.open().sweep();
    await system.open().drain();
    expect(system.fake.calls).toEqual([]);
  });
});
