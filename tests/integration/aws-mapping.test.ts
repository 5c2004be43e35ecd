import { beforeEach, describe, expect, it } from "vitest";
import { applyImageIndexes } from "@/lib/aws/resources/apply-image-indexes";
import { inTransaction } from "@/lib/db/transaction";
import { digestOf, giveResource, inShort, mapAll, mappingsOf } from "./aws-resources-fixture";
import { daysAgo, documentOf, npm, type Shipped, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const pool = () => inventory.database.pool;
const document = documentOf([npm("lodash", "4.17.20")]);
const ship = (shipped: Shipped) => inventory.ship({ kind: "image", artifact: "api-image", ...shipped }, document);
const map = (ids: readonly number[]) => mapAll(pool(), ids);
const commit = "0123456789abcdef0123456789abcdef01234567";
const rule = (artifactId: number, name: string, more: { type?: string; account?: string; label?: string; position?: number } = {}) =>
  pool().query(
    "insert into aws_mapping_rule (position, type, account, name, label, artifact_id, created_by, created_at) values ($1, $2, $3, $4, $5, $6, 'test', now())",
    [more.position ?? 1, more.type ?? "AWS_ECR_CONTAINER_IMAGE", more.account ?? null, name, more.label ?? null, artifactId],
  );

beforeEach(async () => {
  await inventory.empty();
  await pool().query("select testing.emptied('aws_resource, aws_resource_artifact, aws_image_index, aws_mapping_rule, aws_mapped_build', 'restart identity')");
});

describe("a resource is the artifact", () => {
  it("of which a build has its digest: of every such artifact the newest build, however late it came", async () => {
    const digest = digestOf("image");
    const main = await ship({ service: "payments", digest, builtAt: daysAgo(3) });
    const newer = await ship({ service: "payments", digest, builtAt: daysAgo(1) });
    await ship({ service: "payments", digest, builtAt: daysAgo(2) });
    const release = await ship({ service: "payments", ref: "release", digest, builtAt: daysAgo(9) });
    await ship({ service: "orders", digest: digestOf("other") });
    const resource = await giveResource(pool(), { digest });
    expect(await map([resource])).toEqual({ changedResourceIds: [resource] });
    expect(await mappingsOf(pool())).toEqual(
      [
        { resourceId: resource, artifactId: main.artifactId, buildSeq: newer.seq, by: "digest" as const },
        { resourceId: resource, artifactId: release.artifactId, buildSeq: release.seq, by: "digest" as const },
      ].map(inShort),
    );
    expect(await map([resource])).toEqual({ changedResourceIds: [] });
  });

  it("of which a build has the digest of an index that lists it", async () => {
    await ship({ service: "payments", digest: digestOf("index") });
    await pool().query("insert into aws_image_index (digest, index_digest, seen_at) values ($1, $2, now())", [digestOf("arm64"), digestOf("index")]);
    const resource = await giveResource(pool(), { digest: digestOf("arm64") });
    await map([resource]);
    expect(await mappingsOf(pool())).toEqual([`${resource} 1 1 index`]);
  });

  it("of which a build has the digest of an index that is known only later, and is taken in once", async () => {
    await ship({ service: "payments", digest: digestOf("index") });
    const resource = await giveResource(pool(), { digest: digestOf("arm64") });
    await map([resource]);
    const indexes = [
      { digest: digestOf("index"), platforms: [digestOf("arm64"), digestOf("amd64"), digestOf("arm64")] },
      { digest: digestOf("empty"), platforms: [] },
    ];
    const apply = () => inTransaction((client) => applyImageIndexes(client, { indexes, at: new Date() }), pool());
    expect(await apply()).toEqual({ added: 2, changedResourceIds: [resource] });
    expect(await mappingsOf(pool())).toEqual([`${resource} 1 1 index`]);
    expect(await apply()).toEqual({ added: 0, changedResourceIds: [] });
  });

  it.each([
    ["2.31.0", { version: "2.31.0" }],
    ["v2.31.0", { version: "2.31.0" }],
    ["2.31.0", { version: "v2.31.0" }],
    ["0123456", { commit }],
    [commit.toUpperCase(), { commit: "0123456789" }],
    ["main-0123456789ab", { commit }],
    ["2.31.0-0123456", { commit }],
  ])("that is called as its repository is and of which a build has the tag %s: %o", async (tag, build) => {
    await ship({ service: "payments", ...build });
    const [byArtifact, byService, byPath] = [
      await giveResource(pool(), { name: "team/api-image", tags: ["latest", tag] }),
      await giveResource(pool(), { name: "payments", tags: [tag] }),
      await giveResource(pool(), { name: "API-Image", tags: [tag] }),
    ];
    await map([byArtifact, byService, byPath]);
    expect(await mappingsOf(pool())).toEqual([byArtifact, byService, byPath].map((id) => `${id} 1 1 tag`));
  });

  it.each([
    ["another repository", "team/web", ["2.31.0"]],
    ["a tag that is only the beginning of a version", "api-image", ["2.31"]],
    ["a tag with fewer than seven digits of the commit", "api-image", ["012345"]],
    ["another commit that begins alike", "api-image", ["0123456789ff"]],
    ["no tag", "api-image", []],
  ])("but not by %s", async (_, name, tags) => {
    await ship({ service: "payments", version: "2.31.0", commit });
    await map([await giveResource(pool(), { name, tags })]);
    expect(await mappingsOf(pool())).toEqual([]);
  });

  it("by a tag only when one artifact fits: several say nothing, but those of a service in the path go before others", async () => {
    await ship({ service: "payments", version: "1" });
    await ship({ service: "orders", version: "1" });
    await ship({ service: "search", version: "2" });
    const [either, orders, search] = [
      await giveResource(pool(), { name: "team/api-image", tags: ["1"] }),
      await giveResource(pool(), { name: "orders/api-image", tags: ["1"] }),
      // Another service's version 1 is nothing that search has built.
      await giveResource(pool(), { name: "search/api-image", tags: ["1"] }),
    ];
    await map([either, orders, search]);
    expect(await mappingsOf(pool())).toEqual([`${orders} 2 1 tag`]);
  });

  it("with the kind function that is called as the function is, unless it is retired or there are two", async () => {
    const old = await ship({ service: "billing", kind: "function", artifact: "charge", ref: "old" });
    await ship({ service: "billing", kind: "function", artifact: "charge" });
    await ship({ service: "charge", kind: "image", artifact: "charge" });
    await ship({ service: "mailer", kind: "function", artifact: "handler" });
    const lambda = (name: string) => giveResource(pool(), { type: "AWS_LAMBDA_FUNCTION", name });
    const [charge, mailer, other] = [await lambda("charge"), await lambda("mailer"), await lambda("handler-2")];
    await map([charge, mailer, other]);
    expect(await mappingsOf(pool())).toEqual([`${mailer} 4 - name`]);
    await inventory.retire(old.artifactId, new Date());
    await map([charge]);
    expect(await mappingsOf(pool())).toEqual([`${charge} 2 - name`, `${mailer} 4 - name`]);
  });

  it("that a code repository is called by", async () => {
    await ship({ service: "checkout", kind: "package", artifact: "cart-lib" });
    await ship({ service: "cart", kind: "application", artifact: "server" });
    const project = (name: string) => giveResource(pool(), { type: "CODE_REPOSITORY", name });
    const [cart] = [await project("acme/cart-lib"), await project("acme/cart")];
    await map([cart, cart + 1]);
    expect(await mappingsOf(pool())).toEqual([`${cart} 1 - name`]);
  });

  it("of the first rule that fits by type, account, name and label", async () => {
    for (const service of ["one", "two", "three", "four"]) await ship({ service });
    await rule(1, "web-*", { account: "444455556666", position: 1 });
    await rule(2, "web-?", { label: "stage=prod*", position: 2 });
    await rule(3, "web-*", { type: "AWS_LAMBDA_FUNCTION", position: 3 });
    await rule(4, "web-1", { position: 4 });
    const [account, label, lambda, exact, none] = [
      await giveResource(pool(), { name: "web-1", account: "444455556666" }),
      await giveResource(pool(), { name: "web-1", labels: { stage: "production" } }),
      await giveResource(pool(), { name: "web-1", type: "AWS_LAMBDA_FUNCTION" }),
      await giveResource(pool(), { name: "web-1", labels: { stage: "test" } }),
      await giveResource(pool(), { name: "web-2" }),
    ];
    await map([account, label, lambda, exact, none]);
    expect(await mappingsOf(pool())).toEqual([`${account} 1 - rule`, `${label} 2 - rule`, `${lambda} 3 - rule`, `${exact} 4 - rule`]);
  });

  it("by the surest way only: digest, index, rule, tag; and follows when a surer one comes or goes", async () => {
    await ship({ service: "by-tag", version: "1", artifact: "web" });
    await ship({ service: "by-rule" });
    const resource = await giveResource(pool(), { name: "web", tags: ["1"], digest: digestOf("amd64") });
    const step = async (): Promise<string[]> => {
      await map([resource]);
      return mappingsOf(pool());
    };
    expect(await step()).toEqual([`${resource} 1 1 tag`]);
    await rule(2, "w*");
    expect(await step()).toEqual([`${resource} 2 - rule`]);
    await ship({ service: "by-index", digest: digestOf("index") });
    await pool().query("insert into aws_image_index (digest, index_digest, seen_at) values ($1, $2, now())", [digestOf("amd64"), digestOf("index")]);
    expect(await step()).toEqual([`${resource} 3 1 index`]);
    await ship({ service: "by-digest", digest: digestOf("amd64") });
    expect(await step()).toEqual([`${resource} 4 1 digest`]);
    await pool().query("update aws_resource set digest = null");
    expect(await step()).toEqual([`${resource} 2 - rule`]);
  });

  it("that its scanner says, whatever else fits", async () => {
    const digest = digestOf("scanned");
    await ship({ service: "payments", digest });
    const scanned = await giveResource(pool(), { type: "SBOM", digest });
    const both = await giveResource(pool(), { digest });
    await pool().query("insert into aws_resource_artifact (artifact_id, resource_id, build_seq, by) values (9, $1, 9, 'scan'), (1, $2, 9, 'scan')", [
      scanned,
      both,
    ]);
    expect(await map([scanned, both])).toEqual({ changedResourceIds: [] });
    expect(await mappingsOf(pool())).toEqual([`${scanned} 9 9 scan`, `${both} 1 9 scan`]);
  });
});
