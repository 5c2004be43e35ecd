import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createFeed } from "@/lib/aws";
import { home, imageType, indexType } from "@/tests/aws/fake";
import { coverageOf, digestOf, findingEvent, findingOf } from "@/tests/aws/said";
import { administrator, stores, withAws } from "./setup/aws-system";

const system = withAws();
const statuses = async () => {
  const { rows } = await system.pool.query("select right(digest, 4) as digest, scan_status, scan_reason from aws_resource order by digest");
  return rows.map(({ digest, scan_status, scan_reason }) => `${digest} ${scan_status} ${scan_reason}`);
};
const operationsOf = (name: string) => system.fake.calls.filter(({ operation }) => operation === name);

describe("a sync of coverage", () => {
  it("takes in what is scanned, page by page, and that what is not listed any more is not", async () => {
    await system.connect({ kinds: ["findings", "coverage"] });
    system.fake.inspector.findings = [findingOf(1, { digest: digestOf(9_999) }), findingOf(2, { digest: digestOf(1) })];
    await system.sync("findings");
    system.fake.inspectorService.pageSize = 50;
    system.fake.inspector.coverage = Array.from({ length: 120 }, (_, n) => coverageOf(digestOf(n + 1)));
    await system.sync("coverage");
    expect(await system.feed("coverage")).toMatchObject({ problem: null, counts: { read: 120, unlisted: 1 } });
    expect(operationsOf("ListCoverage")).toHaveLength(3);
    const known = await statuses();
    expect(known).toHaveLength(121);
    expect(known.at(-1)).toBe("9999 INACTIVE NOT_LISTED");
    expect(known[0]).toBe("0001 ACTIVE SUCCESSFUL");
    await system.sync("coverage");
    expect(await system.feed("coverage")).toMatchObject({ counts: { unlisted: 0 } });
  });

  it("says nothing of an account whose resources only stand in rows of another", async () => {
    const foreign = "999900001111";
    await system.connect({ kinds: ["findings", "coverage"] });
    system.fake.inspector.findings = [findingOf(1, { account: foreign, digest: digestOf(1) })];
    await system.sync("findings");
    system.fake.inspector.coverage = [{ ...coverageOf(digestOf(2), "ACTIVE", { account: foreign }), accountId: home.account }];
    await system.sync("coverage");
    expect(await system.feed("coverage")).toMatchObject({ problem: null, counts: { read: 1, unlisted: 0 } });
    system.fake.inspector.coverage = [coverageOf(digestOf(2), "ACTIVE", { account: foreign })];
    await system.sync("coverage");
    expect(await system.feed("coverage")).toMatchObject({ counts: { unlisted: 1 } });
  });

  it("says so when a resource is scanned again", async () => {
    await system.connect({ kinds: ["coverage"] });
    system.fake.inspector.coverage = [coverageOf(digestOf(1))];
    await system.sync("coverage");
    system.fake.inspector.coverage = [];
    await system.sync("coverage");
    expect(await statuses()).toEqual(["0001 INACTIVE NOT_LISTED"]);
    system.fake.inspector.coverage = [coverageOf(digestOf(1))];
    await system.sync("coverage");
    expect(await statuses()).toEqual(["0001 ACTIVE SUCCESSFUL"]);
  });
});

describe("a sync of images", () => {
  const index = (platforms: string[]) => ({
    schemaVersion: 2,
    mediaType: indexType,
    manifests: [
      ...platforms.map((digest) => ({ mediaType: imageType, digest, size: 1, platform: { os: "linux", architecture: "amd64" } })),
      { mediaType: imageType, digest: digestOf("a77"), size: 1, platform: { os: "unknown", architecture: "unknown" } },
    ],
  });
  const image = (n: number) => ({ repository: "shop/api", digest: digestOf(n), mediaType: imageType, manifest: {} });

  it("takes in which images an index lists, without attestations, and reads no index twice", async () => {
    await system.connect({ kinds: ["findings", "images"] });
    system.fake.inspector.findings = [findingOf(1, { digest: digestOf(1) })];
    await system.sync("findings");
    system.fake.ecrService.pageSize = 2;
    const first = { repository: "shop/api", digest: digestOf("e1"), mediaType: indexType, manifest: index([digestOf(1), digestOf(2)]) };
    system.fake.ecr.images = [image(1), image(2), first, image(3)];
    await system.sync("images");
    const indexes = async () => (await system.pool.query("select digest, index_digest from aws_image_index order by 1, 2")).rows;
    expect(await indexes()).toEqual([
      { digest: digestOf(1), index_digest: digestOf("e1") },
      { digest: digestOf(2), index_digest: digestOf("e1") },
    ]);
    expect(await system.feed("images")).toMatchObject({ problem: null, counts: { repositories: 1, images: 4, indexes: 1, added: 2 } });
    system.fake.ecr.images.push({ repository: "shop/api", digest: digestOf("e2"), mediaType: indexType, manifest: index([digestOf(3)]) });
    await system.sync("images");
    expect(await indexes()).toHaveLength(3);
    expect(operationsOf("BatchGetImage").map(({ input }) => input.imageIds)).toEqual([[{ imageDigest: digestOf("e1") }], [{ imageDigest: digestOf("e2") }]]);
  });

  it("goes on when a repository is not there any more, and says so", async () => {
    await system.connect({ kinds: ["findings", "images"] });
    system.fake.inspector.findings = [findingOf(1)];
    await system.sync("findings");
    await system.sync("images");
    expect(await system.feed("images")).toMatchObject({ problem: null, counts: { notes: ["The repository shop/api is not there any more."] } });
  });
});

describe("a sync of a queue", () => {
  const address = `https://sqs.${home.region}.amazonaws.com/${home.account}/findings`;
  const queue = () => system.fake.sqs.queue(home.account, "findings");
  const sync = () => system.sync("queue");
  const connect = async () => {
    queue().messages = [];
    await system.connect();
    await createFeed({ ctx: administrator, input: { accountId: home.account, address } });
  };

  it("takes events and envelopes of SNS, and deletes what it took", async () => {
    await connect();
    for (let n = 1; n <= 23; n++) queue().send(findingEvent(`event-${n}`, findingOf(n)));
    const envelope = {
      Type: "Notification",
      TopicArn: "arn:aws:sns:eu-central-1:111122223333:findings",
      Message: JSON.stringify(findingEvent("event-24", findingOf(24))),
    };
    queue().send(envelope);
    await sync();
    expect(await system.feed("queue")).toMatchObject({ problem: null, counts: { read: 24, taken: 24, deleted: 24 } });
    expect(await system.findings()).toHaveLength(24);
    expect(queue().messages).toEqual([]);
    expect(await system.audits("aws.event_received")).toBe(24);
  });

  it("leaves what it cannot read, and what is of another account, for the dead letters of the queue, and takes the others", async () => {
    await connect();
    queue().receivesMax = 2;
    const poison = queue().send("no json");
    const foreign = queue().send(findingEvent("event-1", findingOf(1, { account: "999900001111" })));
    queue().send(findingEvent("event-2", findingOf(2)));
    for (let round = 0; round < 3; round++) {
      await sync();
      queue().showAgain();
    }
    expect(await system.findings()).toEqual(["0002 ACTIVE"]);
    expect(queue().messages).toEqual([]);
    expect(queue().deadLetters.map(({ id }) => id)).toEqual([poison, foreign]);
  });

  it("tells of what was left", async () => {
    await connect();
    queue().send("no json");
    await sync();
    const feed = await system.feed("queue");
    expect(feed).toMatchObject({ problem: null, counts: { read: 1, refused: 1, notes: [expect.stringContaining("cannot be read")] } });
  });

  it("knows again what it took and could not delete", async () => {
    await connect();
    const id = queue().send(findingEvent("event-1", findingOf(1)));
    queue().send(findingEvent("event-2", findingOf(2)));
    queue().undeletable.add(id);
    await sync();
    expect(await system.feed("queue")).toMatchObject({ problem: null, counts: { taken: 2, deleted: 1, undeleted: 1 } });
    queue().undeletable.clear();
    queue().showAgain();
    await sync();
    expect(await system.feed("queue")).toMatchObject({ counts: { duplicate: 1, deleted: 1 } });
    expect(queue().messages).toEqual([]);
  });

  /** Fails for the event with this id, as it says. */
  const failingAt = (id: string, error: Error): typeof stores => ({
    ...stores,
    takeEvent: async (client, event, options) => {
      if (event.id === id) throw error;
      return stores.takeEvent(client, event, options);
    },
  });
  const away = Object.assign(new Error("terminating connection"), { code: "57P01" });

  it("leaves a message that PostgreSQL refuses for the dead letters, and takes and deletes the others", async () => {
    await connect();
    queue().receivesMax = 1;
    queue().send(findingEvent("event-1", findingOf(1)));
    const refused = queue().send(findingEvent("event-2", findingOf(2)));
    queue().send(findingEvent("event-3", findingOf(3)));
    const failing = failingAt("event-2", Object.assign(new Error("value too long"), { code: "22001" }));
    await system.sync("queue", system.open({ stores: failing }));
    const notes = [expect.stringContaining(`${refused} could not be taken`)];
    expect(await system.feed("queue")).toMatchObject({ problem: null, counts: { read: 3, taken: 2, deleted: 2, refused: 1, notes } });
    expect(await system.findings()).toEqual(["0001 ACTIVE", "0003 ACTIVE"]);
    queue().showAgain();
    await sync();
    expect(queue().messages).toEqual([]);
    expect(queue().deadLetters.map(({ id }) => id)).toEqual([refused]);
  });

  it("deletes what it took before the database went away, and says that it failed", async () => {
    await connect();
    queue().send(findingEvent("event-1", findingOf(1)));
    const kept = queue().send(findingEvent("event-2", findingOf(2)));
    await system.sync("queue", system.open({ stores: failingAt("event-2", away) }));
    expect(await system.feed("queue")).toMatchObject({ status: "idle", problem: { code: "internal" } });
    expect(await system.findings()).toEqual(["0001 ACTIVE"]);
    expect(queue().messages.map(({ id }) => id)).toEqual([kept]);
  });

  it("says that a queue is not there", async () => {
    await system.connect();
    await createFeed({ ctx: administrator, input: { accountId: home.account, address: address.replace("findings", "none") } });
    await sync();
    expect((await system.feed("queue")).problem).toMatchObject({ code: "aws_not_found", detail: expect.stringContaining("sqs:ReceiveMessage") });
  });
});

describe("a sync of reports", () => {
  const bucket = "reports.example";
  const connect = async () => {
    await system.connect();
    await createFeed({ ctx: administrator, input: { accountId: home.account, address: `s3://${bucket}/inspector/` } });
  };
  const report = (...numbers: number[]) => JSON.stringify({ findings: numbers.map((n) => findingOf(n)) });
  const notes = async () => (await system.feed("reports")).counts?.notes ?? [];

  it("reads reports of any size, plain and gzip, below its prefix, and each time only what is new", async () => {
    await connect();
    system.fake.s3.pageSize = 2;
    const many = Array.from({ length: 220 }, (_, n) => n + 1);
    system.fake.s3.put(bucket, "inspector/one.json", report(...many));
    system.fake.s3.put(bucket, "inspector/two.json.gz", gzipSync(report(300)));
    system.fake.s3.put(bucket, "other/three.json", report(400));
    system.fake.s3.put(bucket, "inspector/old.json", report(500), new Date(Date.now() - 40 * 86_400_000));
    system.fake.s3.put(bucket, "inspector/access_test.txt", "ok");
    await system.sync("reports");
    expect(await system.feed("reports")).toMatchObject({ problem: null, counts: { files: 3, read: 221, added: 221, others: 1 } });
    expect(await notes()).toEqual([]);
    await system.pool.query("update aws_feed set synced_to = synced_to + interval '20 minutes'");
    system.fake.s3.put(bucket, "inspector/new.json", report(600), new Date(Date.now() + 20 * 60_000));
    await system.sync("reports");
    expect(await system.feed("reports")).toMatchObject({ counts: { files: 1, added: 1 } });
  });

  it("goes on behind a file that is damaged or none of it, and says which", async () => {
    await connect();
    system.fake.s3.put(bucket, "inspector/a.json.gz", gzipSync(report(1)).subarray(0, 60));
    system.fake.s3.put(bucket, "inspector/b.json", '{"hello":"world"}');
    system.fake.s3.put(bucket, "inspector/c.json", report(2));
    await system.sync("reports");
    expect(await system.findings()).toEqual(["0002 ACTIVE"]);
    expect(await notes()).toEqual([expect.stringContaining("inspector/a.json.gz"), expect.stringContaining("inspector/b.json")]);
  });

  it("says that a bucket is not there, and which action is not allowed", async () => {
    await connect();
    await system.sync("reports");
    expect((await system.feed("reports")).problem).toMatchObject({ code: "aws_not_found" });
    system.fake.s3.put(bucket, "inspector/c.json", report(2));
    system.fake.fail({ action: "s3:GetObject", code: "AccessDenied" });
    await system.sync("reports");
    expect((await system.feed("reports")).problem).toMatchObject({ code: "aws_denied", detail: expect.stringContaining("call s3:GetObject") });
    expect((await system.feed("reports")).problem).toMatchObject({ attempts: 2 });
  });
});
