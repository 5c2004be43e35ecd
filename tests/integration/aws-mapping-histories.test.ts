import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { createRule, deleteRule, orderRules } from "@/lib/aws";
import { applyImageIndexes } from "@/lib/aws/resources/apply-image-indexes";
import { mapResources } from "@/lib/aws/resources/map-resources";
import { namesakesMax } from "@/lib/aws/resources/mapping";
import { sweepResources } from "@/lib/aws/resources/sweep-resources";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { digestOf, giveResource, mapAll, mappingsOf } from "./aws-resources-fixture";
import { withInventory } from "./inventory-fixture";
import { type NaiveArtifact, type NaiveResource, type NaiveRule, naiveMappings, type World } from "./naive-mapping";

const inventory = withInventory();
const pool = () => inventory.database.pool;
const ctx: Context = { actor: { kind: "system", name: "test" }, requestId: "r1" };
const sweep = () => sweepResources({ ctx, input: { budgetMs: 60_000 } });

const shipped = [
  ["payments", "image", "api-image"],
  ["orders", "image", "api-image"],
  ["orders", "application", "orders"],
  ["api-image", "function", "charge"],
  ["billing", "function", "charge"],
  ["billing", "package", "team/Cart"],
  ["cart", "package", "cart"],
] as const;

const empty = async (): Promise<NaiveArtifact[]> => {
  await inventory.empty();
  await pool().query(
    "select testing.emptied('aws_resource, aws_resource_artifact, aws_image_index, aws_mapping_rule, aws_mapped_build, audit_event', 'restart identity')",
  );
  await pool().query("insert into service (slug, name) select distinct s, s from unnest($1::text[]) s", [shipped.map(([slug]) => slug)]);
  const { rows } = await pool().query<NaiveArtifact>(
    `with a as (insert into artifact (service_id, kind, name, ref) select s.id, t.kind, t.name, 'main'
       from unnest($1::text[], $2::text[], $3::text[]) with ordinality t (slug, kind, name, n) join service s using (slug) order by n returning id, kind, name, service_id),
     h as (insert into artifact_head (artifact_id) select id from a)
     select a.id, s.slug, a.kind, a.name from a join service s on s.id = a.service_id order by a.id`,
    [0, 1, 2].map((column) => shipped.map((row) => row[column])),
  );
  return rows.map((row) => ({ ...row, builds: [], retired: false }));
};

type Built = { artifact: number; version: string | null; commit: string | null; digests: string[]; at: number };

async function build(artifacts: NaiveArtifact[], { artifact: index, ...built }: Built): Promise<void> {
  const artifact = artifacts[index] ?? fail();
  const { rows } = await pool().query<{ seq: number }>(
    `with h as (update artifact_head set last_seq = last_seq + 1, head_seq = last_seq + 1, retired_at = null where artifact_id = $1 returning last_seq)
     insert into build (artifact_id, seq, version, commit, digests, built_at, received_at, document_sha256, composition_hash, upload_id, opened, closed)
     select $1, last_seq, $2, $3, $4, to_timestamp($5), now(), '', '', gen_random_uuid(), 0, 0 from h returning seq`,
    [artifact.id, built.version, built.commit, built.digests, built.at],
  );
  artifact.builds.push({ ...built, seq: rows[0]?.seq ?? 0 });
  artifact.retired = false;
}

function fail(): never {
  throw new Error("there is none");
}

const digests = ["one", "two", "list"].map(digestOf);
const [, , listDigest = ""] = digests;
const commits = ["abcdef0123456789", "abcdef0999", "1234567"];
const account = fc.constantFrom("111122223333", "444455556666");
const type = fc.constantFrom("AWS_ECR_CONTAINER_IMAGE", "AWS_ECR_CONTAINER_IMAGE", "AWS_LAMBDA_FUNCTION", "CODE_REPOSITORY", "AWS_EC2_INSTANCE");
const said = fc.record({
  name: fc.constantFrom("payments/api-image", "api-image", "team/api-image", "orders", "x/orders", "charge", "acme/cart", "team/cart"),
  tags: fc.subarray(["1.0", "v2.0", "main-abcdef0", "ABCDEF0123", "1234567890", "latest"]),
  labels: fc.constantFrom<Record<string, string>>({}, { team: "red" }),
  digest: fc.constantFrom(null, null, ...digests),
});
const rule = fc.record({
  type,
  account: fc.option(account),
  name: fc.constantFrom("*", "*api*", "orders", "team/????", "charge"),
  label: fc.constantFrom(null, null, "team", "team=r*"),
  artifact: fc.nat({ max: 6 }),
  first: fc.boolean(),
});
const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      build: fc.record({
        artifact: fc.nat({ max: 6 }),
        version: fc.constantFrom(null, "1.0", "v1.0", "2.0"),
        commit: fc.constantFrom(null, ...commits),
        digests: fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, fc.subarray(digests)),
        at: fc.nat({ max: 5 }),
      }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ resource: said.chain((each) => fc.record({ said: fc.constant(each), type, account })) }) },
  fc.record({ resaid: said, of: fc.nat() }),
  fc.record({ retired: fc.nat({ max: 6 }) }),
  fc.record({ platforms: fc.subarray(digests.slice(0, 2)) }),
  fc.record({ rule }),
  fc.record({ deleted: fc.nat() }),
  fc.constant({ reversed: true }),
  { weight: 3, arbitrary: fc.constant({ swept: true }) },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** Does what an event says, in the database and in the naive world. */
async function happen(world: World, ruleIds: number[], event: Event): Promise<void> {
  if ("build" in event) await build(world.artifacts, event.build);
  if ("resource" in event) {
    const resource = { ...event.resource.said, type: event.resource.type as NaiveResource["type"], account: event.resource.account };
    const id = await giveResource(pool(), resource);
    await mapAll(pool(), [id]);
    world.resources.push({ ...resource, id });
  }
  if ("resaid" in event && world.resources.length > 0) {
    const resource = world.resources[event.of % world.resources.length] ?? fail();
    Object.assign(resource, event.resaid);
    const { name, tags, labels, digest } = event.resaid;
    await pool().query("update aws_resource set name = $2, tags = $3, labels = $4, digest = $5 where id = $1", [resource.id, name, tags, labels, digest]);
    await mapAll(pool(), [resource.id]);
  }
  if ("retired" in event) {
    const artifact = world.artifacts[event.retired] ?? fail();
    if (artifact.builds.length === 0) return;
    artifact.retired = true;
    await pool().query("update artifact_head set last_seq = last_seq + 1, head_seq = null, retired_at = now() where artifact_id = $1", [artifact.id]);
  }
  if ("platforms" in event) {
    const index = { digest: listDigest, platforms: event.platforms };
    world.indexes.push(index);
    await inTransaction((client) => applyImageIndexes(client, { indexes: [index], at: new Date() }), pool());
  }
  if ("rule" in event) await addRule(world, ruleIds, event.rule);
  if ("deleted" in event && ruleIds.length > 0) {
    const at = event.deleted % ruleIds.length;
    await deleteRule({ ctx, input: { id: ruleIds[at] ?? 0 } });
    ruleIds.splice(at, 1);
    world.rules.splice(at, 1);
  }
  if ("reversed" in event) {
    ruleIds.reverse();
    world.rules.reverse();
    await orderRules({ ctx, input: { order: ruleIds } });
  }
  if ("swept" in event) await sweep();
}

async function addRule(
  world: World,
  ruleIds: number[],
  { artifact, first, ...asked }: { type: string; account: string | null; name: string; label: string | null; artifact: number; first: boolean },
): Promise<void> {
  const naive: NaiveRule = { ...asked, artifactId: world.artifacts[artifact]?.id ?? 0 };
  if (world.rules.some((each) => each.type === naive.type && each.account === naive.account && each.name === naive.name && each.label === naive.label)) return;
  const input = { ...naive, type: "AWS_ECR_CONTAINER_IMAGE" as const, ...(first && { position: 1 }) };
  const { rule: made } = await createRule({ ctx, input: { ...input, type: asked.type as typeof input.type } });
  world.rules.splice(first ? 0 : world.rules.length, 0, naive);
  ruleIds.splice(first ? 0 : ruleIds.length, 0, made?.id ?? 0);
}

beforeEach(async () => {
  await empty();
});

describe("resources, builds, retirements, indexes and rules in any order", () => {
  it("come to the mappings that looking at everything gives, once what was built is swept", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 4, maxLength: 24 }), async (events) => {
        const world: World = { artifacts: await empty(), resources: [], indexes: [], rules: [] };
        const ruleIds: number[] = [];
        for (const each of events) await happen(world, ruleIds, each);
        await sweep();
        expect(await mappingsOf(pool())).toEqual(naiveMappings(world));
        expect(await sweep()).toEqual({ changed: 0 });
        expect(
          await mapAll(
            pool(),
            world.resources.map(({ id }) => id),
          ),
        ).toEqual({ changedResourceIds: [] });
      }),
      { numRuns: 60 },
    );
  });
});

describe("the sweep", () => {
  it("asks nothing but whether there is news when there is none, and passes over what was built before the first resource", async () => {
    const artifacts = await empty();
    await build(artifacts, { artifact: 0, version: "1.0", commit: null, digests: [], at: 1 });
    expect(await sweep()).toEqual({ changed: 0 });
    expect((await pool().query("select artifact_id, seq from aws_mapped_build")).rows).toEqual([{ artifact_id: artifacts[0]?.id, seq: 1 }]);
    const id = await giveResource(pool(), { name: "payments", tags: ["2.0"] });
    await build(artifacts, { artifact: 0, version: "2.0", commit: null, digests: [], at: 0 });
    expect(await sweep()).toEqual({ changed: 1 });
    expect(await mappingsOf(pool())).toEqual([`${id} ${artifacts[0]?.id} 2 tag`]);
    const audits = async () => (await pool().query("select detail from audit_event where action = 'aws_resources.mapped'")).rows;
    expect(await audits()).toEqual([{ detail: { changed: 1, artifacts: 1 } }]);
    expect(await sweep()).toEqual({ changed: 0 });
    expect(await audits()).toHaveLength(1);
  });

  it("misses no resource that is added while a build is committed", async () => {
    const artifacts = await empty();
    await giveResource(pool(), { name: "another" });
    const adding = await pool().connect();
    await adding.query("begin");
    const id = await giveResource(adding, { digest: digests[0] ?? null });
    await mapResources(adding, { resourceIds: [id], at: new Date() });
    // Looked at before its artifact was built, committed after that.
    await build(artifacts, { artifact: 0, version: null, commit: null, digests: digests.slice(0, 1), at: 0 });
    const swept = sweep();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await adding.query("commit");
    adding.release();
    expect(await swept).toEqual({ changed: 1 });
    expect(await mappingsOf(pool())).toEqual([`${id} ${artifacts[0]?.id} 1 digest`]);
  });

  it("takes a tag back when the service in the path has a first build of what is called alike, whatever its version", async () => {
    const artifacts = await empty();
    await build(artifacts, { artifact: 0, version: "1.0", commit: null, digests: [], at: 0 });
    const id = await giveResource(pool(), { name: "orders/api-image", tags: ["1.0"] });
    await mapAll(pool(), [id]);
    await sweep();
    expect(await mappingsOf(pool())).toEqual([`${id} ${artifacts[0]?.id} 1 tag`]);
    await build(artifacts, { artifact: 1, version: "7.0", commit: null, digests: [], at: 0 });
    expect(await sweep()).toEqual({ changed: 1 });
    expect(await mappingsOf(pool())).toEqual([]);
  });

  it("takes a tag back when so many artifacts are called alike that it says nothing", async () => {
    const artifacts = await empty();
    await build(artifacts, { artifact: 0, version: "1.0", commit: null, digests: [], at: 0 });
    const [near, far] = [
      await giveResource(pool(), { name: "payments/api-image", tags: ["1.0"] }),
      await giveResource(pool(), { name: "team/api-image", tags: ["1.0"] }),
    ];
    await mapAll(pool(), [near, far]);
    const others = (from: number, to: number) =>
      pool().query(
        `with a as (insert into artifact (service_id, kind, name, ref) select (select id from service where slug = 'billing'), 'image', 'api-image', 'r' || n from generate_series($1::int, $2::int) n returning id)
         insert into artifact_head (artifact_id, last_seq) select id, 1 from a`,
        [from, to],
      );
    await others(1, namesakesMax - 1);
    expect(await sweep()).toEqual({ changed: 0 });
    await others(namesakesMax, namesakesMax);
    expect(await sweep()).toEqual({ changed: 1 });
    expect(await mappingsOf(pool())).toEqual([`${near} ${artifacts[0]?.id} 1 tag`]);
  });
});
