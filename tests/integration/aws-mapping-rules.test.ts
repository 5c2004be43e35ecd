import { beforeEach, describe, expect, it } from "vitest";
import { DELETE } from "@/app/api/v1/aws/mapping-rules/[id]/route";
import { GET as listRulesRoute, PATCH, POST } from "@/app/api/v1/aws/mapping-rules/route";
import { PUT } from "@/app/api/v1/aws/resources/[id]/artifact/route";
import { GET as listRoute } from "@/app/api/v1/aws/resources/route";
import { createToken, systemContext } from "@/lib/auth";
import { createRule, deleteRule, type ListResources, listResources, listRules, type MappingChanges, mapByHand, orderRules } from "@/lib/aws";
import type { Context, Scope } from "@/lib/context";
import { resetRates } from "@/lib/http/rate-limit";
import { digestOf, giveResource, mapAll, mappingsOf } from "./aws-resources-fixture";
import { documentOf, npm, reader, type Shipped, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const pool = () => inventory.database.pool;
const ctx: Context = { actor: { kind: "token", id: "a", name: "admin", scopes: ["inventory:read", "aws:write"] }, requestId: "r1" };
const document = documentOf([npm("lodash", "4.17.20")]);
const ship = (shipped: Shipped) => inventory.ship({ kind: "image", artifact: "api-image", ...shipped }, document);
const image = "AWS_ECR_CONTAINER_IMAGE" as const;
const list = (input: ListResources = {}) => listResources({ ctx: reader, input });
const auditOf = async () =>
  (await pool().query<{ action: string; subject_id: string }>("select action, subject_id from audit_event where action like 'aws%' order by at, id")).rows.map(
    ({ action, subject_id }) => `${action} ${subject_id}`,
  );
const stateOf = async () => [await mappingsOf(pool()), (await listRules({ ctx, input: {} })).data, await auditOf()];
const inShort = ({ changed, resources }: MappingChanges) => [
  changed,
  ...resources.map(
    ({ resource, before, after }) => `${resource.name}: ${before.map(({ service }) => service.slug)} -> ${after.map(({ service }) => service.slug)}`,
  ),
];
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { code?: string; reason?: string; errors?: { pointer: string; code?: string }[]; issues?: { path: string[] }[] }) =>
      error.issues
        ? error.issues.map(({ path }) => `/${path.join("/")}`).join(" ")
        : [error.code, error.reason, ...(error.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`)].join(" "),
  );

beforeEach(async () => {
  await inventory.empty();
  await pool().query(
    "select testing.emptied('aws_resource, aws_resource_artifact, aws_image_index, aws_mapping_rule, aws_mapped_build, inspector_finding, audit_event', 'restart identity')",
  );
  resetRates();
});

describe("mapping rules", () => {
  it("map what they reach when they are made, moved and deleted, and say what changed", async () => {
    for (const service of ["one", "two"]) await ship({ service, version: "1" });
    const [first, second] = [await giveResource(pool(), { name: "one", tags: ["1"] }), await giveResource(pool(), { name: "web-2" })];
    await mapAll(pool(), [first, second]);
    expect(await mappingsOf(pool())).toEqual([`${first} 1 1 tag`]);

    const wide = await createRule({ ctx, input: { type: image, name: "*e*", artifactId: 2 } });
    expect(inShort(wide)).toEqual([2, "one: one -> two", "web-2:  -> two"]);
    const narrow = await createRule({ ctx, input: { type: image, name: "web-?", artifactId: 1 } });
    expect(inShort(narrow)).toEqual([0]);
    const order = [narrow.rule?.id ?? 0, wide.rule?.id ?? 0];
    expect(inShort(await orderRules({ ctx, input: { order } }))).toEqual([1, "web-2: two -> one"]);
    expect((await listRules({ ctx: reader, input: {} })).data.map(({ position, name, resources }) => [position, name, resources])).toEqual([
      [1, "web-?", 1],
      [2, "*e*", 1],
    ]);
    expect(inShort(await deleteRule({ ctx, input: { id: order[1] ?? 0 } }))).toEqual([1, "one: two -> one"]);
    expect(await mappingsOf(pool())).toEqual([`${first} 1 1 tag`, `${second} 1 - rule`]);
    expect(await auditOf()).toEqual(["aws_mapping_rule.created 1", "aws_mapping_rule.created 2", "aws_mapping_rule.ordered all", "aws_mapping_rule.deleted 1"]);
  });

  it("stand where they are put, the others moving on", async () => {
    await ship({ service: "one" });
    for (const [name, position] of [
      ["a", undefined],
      ["b", 1],
      ["c", 2],
      ["d", 99],
    ] as const)
      await createRule({ ctx, input: { type: image, name, artifactId: 1, position } });
    expect((await listRules({ ctx, input: {} })).data.map(({ position, name }) => `${position}${name}`)).toEqual(["1b", "2c", "3a", "4d"]);
  });

  it("are tried by a dry run, which changes nothing", async () => {
    await ship({ service: "one" });
    await giveResource(pool(), { name: "100%_a", labels: { team: "x" } });
    await giveResource(pool(), { name: "100 1a" });
    const before = await stateOf();
    const asked = { type: image, name: "100%_?", label: "te*=x", artifactId: 1 };
    const tried = await createRule({ ctx, input: { ...asked, dryRun: true } });
    expect(tried).toMatchObject({ dryRun: true, rule: { name: "100%_?", position: 1, service: { slug: "one" } } });
    expect(inShort(tried)).toEqual([1, "100%_a:  -> one"]);
    expect(await stateOf()).toEqual(before);
    expect(inShort(await createRule({ ctx, input: asked }))).toEqual([1, "100%_a:  -> one"]);
  });

  it("are refused with a pointer, and nothing changes", async () => {
    await ship({ service: "one" });
    await giveResource(pool(), { name: "web" });
    const { rule } = await createRule({ ctx, input: { type: image, name: "web", artifactId: 1 } });
    const id = rule?.id ?? 0;
    const before = await stateOf();
    const make = (input: object) => failureOf(createRule({ ctx, input: { type: image, name: "x", artifactId: 1, ...input } }));
    expect(await make({ name: " " })).toBe("/name");
    expect(await make({ name: "a\u0000" })).toBe("/name");
    expect(await make({ type: "SBOM" })).toBe("/type");
    expect(await make({ account: "12" })).toBe("/account");
    expect(await make({ unknown: 1 })).toBe("/");
    expect(await make({ position: 0 })).toBe("/position");
    expect(await make({ artifactId: 99 })).toBe("not_found artifact_not_found /artifactId artifact_not_found");
    expect(await make({ name: "web" })).toBe("conflict mapping_rule_exists /name taken");
    const order = (ids: number[]) => failureOf(orderRules({ ctx, input: { order: ids } }));
    expect(await order([])).toBe("conflict mapping_order_incomplete /order incomplete");
    expect(await order([id, 77, id])).toBe("conflict mapping_order_incomplete /order/1 mapping_rule_not_found /order/2 repeated");
    expect(await failureOf(deleteRule({ ctx, input: { id: 77 } }))).toBe("not_found mapping_rule_not_found");
    expect(await failureOf(createRule({ ctx: reader, input: { type: image, name: "x", artifactId: 1 } }))).toBe("forbidden scope_missing");
    expect(await stateOf()).toEqual(before);
  });
});

describe("a mapping by hand", () => {
  it("is a rule for the very name, before all others, and replaces the one that was there", async () => {
    for (const service of ["one", "two"]) await ship({ service });
    await createRule({ ctx, input: { type: image, name: "*", artifactId: 1 } });
    const [here, there] = [await giveResource(pool(), { name: "web" }), await giveResource(pool(), { name: "web", account: "444455556666" })];
    const mapped = await mapByHand({ ctx, input: { id: here, artifactId: 2 } });
    expect(mapped.rule).toMatchObject({ position: 1, type: image, name: "web", account: null, artifact: { id: 2 } });
    expect(await mappingsOf(pool())).toEqual([`${here} 2 - rule`, `${there} 2 - rule`]);
    await mapByHand({ ctx, input: { id: here, artifactId: 1 } });
    expect((await listRules({ ctx, input: {} })).data.map(({ name, artifact }) => `${name} ${artifact.id}`)).toEqual(["web 1", "* 1"]);
    expect((await mapByHand({ ctx, input: { id: there, artifactId: 2, everyAccount: false } })).rule?.account).toBe("444455556666");
    expect(await mappingsOf(pool())).toEqual([`${here} 1 - rule`, `${there} 2 - rule`]);
  });

  it("is refused for what its digest or its scan tells, and for what there is not", async () => {
    const digest = digestOf("image");
    await ship({ service: "one", digest });
    const [image, sbom] = [await giveResource(pool(), { digest }), await giveResource(pool(), { type: "SBOM" })];
    await mapAll(pool(), [image]);
    await pool().query("insert into aws_resource_artifact (artifact_id, resource_id, by) values (1, $1, 'scan')", [sbom]);
    const before = await stateOf();
    expect(await failureOf(mapByHand({ ctx, input: { id: image, artifactId: 1 } }))).toBe("conflict resource_told_by_digest");
    expect(await failureOf(mapByHand({ ctx, input: { id: sbom, artifactId: 1 } }))).toBe("conflict resource_told_by_digest");
    expect(await failureOf(mapByHand({ ctx, input: { id: 99, artifactId: 1 } }))).toBe("not_found aws_resource_not_found");
    expect(await stateOf()).toEqual(before);
  });
});

describe("the list of resources", () => {
  it("says what each is and how sure that is, what it may be where it was not found, and how many there are of each", async () => {
    const digest = digestOf("image");
    await ship({ service: "payments", version: "1.2.3", digest });
    await ship({ service: "orders", version: "1.2.3", commit: "abcdef0123" });
    await ship({ service: "mail", kind: "function", artifact: "send" });
    const ids = [
      await giveResource(pool(), { name: "a/api-image", digest }),
      await giveResource(pool(), { name: "b/api-image", tags: ["1.2.3"] }),
      await giveResource(pool(), { name: "c/api-image", tags: ["latest"] }),
      await giveResource(pool(), { name: "send", type: "AWS_LAMBDA_FUNCTION" }),
      await giveResource(pool(), { name: "orders", tags: ["main-abcdef0"], account: "444455556666" }),
    ];
    await mapAll(pool(), ids);
    await pool().query(
      `insert into inspector_finding (arn, resource_id, kind, status, said_status, severity, severity_rank, title, first_observed_at, last_observed_at, updated_at, digest, received_at, source, raw)
       select 'arn' || n, $1, 'package', said, said, 'high', 3, 't', now(), now(), now(), '', now(), 'api', ''
       from generate_series(1, 3) n, lateral (select case n when 1 then 'CLOSED' else 'ACTIVE' end as said) as of`,
      [ids[1]],
    );
    const { data, meta } = await list();
    expect(meta.counts).toEqual({ digest: 1, index: 0, rule: 0, tag: 1, name: 1, scan: 0, weak: 2, none: 2 });
    expect(
      data.map(({ name, openFindings, artifacts }) => [
        name,
        openFindings,
        ...artifacts.map(({ service, build, by }) => `${service.slug} ${build?.version} ${by}`),
      ]),
    ).toEqual([
      ["a/api-image", 0, "payments 1.2.3 digest"],
      ["b/api-image", 2],
      ["c/api-image", 0],
      ["orders", 0, "orders 1.2.3 tag"],
      ["send", 0, "mail undefined name"],
    ]);
    expect(data.map(({ hints }) => hints.map(({ text }) => text))).toEqual([
      [],
      ["The tag 1.2.3 is the version of a build of payments/api-image (main).", "The tag 1.2.3 is the version of a build of orders/api-image (main)."],
      [
        "c/api-image is called like payments/api-image (main), of which no build has a tag of the image as its version or commit.",
        "c/api-image is called like orders/api-image (main), of which no build has a tag of the image as its version or commit.",
      ],
      [],
      [],
    ]);
    const namesOf = async (input: ListResources) => {
      const found = await list(input);
      expect(found.meta.rows).toBe(found.data.length);
      return found.data.map(({ name }) => name);
    };
    expect(await namesOf({ mapped: "none" })).toEqual(["b/api-image", "c/api-image"]);
    expect(await namesOf({ mapped: ["weak", "digest"] })).toEqual(["a/api-image", "orders", "send"]);
    expect(await namesOf({ type: "AWS_LAMBDA_FUNCTION" })).toEqual(["send"]);
    expect(await namesOf({ account: "444455556666" })).toEqual(["orders"]);
    expect(await namesOf({ q: "API-" })).toEqual(["a/api-image", "b/api-image", "c/api-image"]);
    expect(await namesOf({ q: "latest" })).toEqual(["c/api-image"]);
    expect(await namesOf({ q: digest })).toEqual(["a/api-image"]);
    expect(await namesOf({ q: "_" })).toEqual([]);
  });

  it("is read page by page, each resource once", async () => {
    for (const name of ["b", "a", "b", "c"]) await giveResource(pool(), { name });
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const { data, meta } = await list({ limit: 2, cursor });
      pages.push(data.map(({ id, name }) => `${name}${id}`));
      cursor = meta.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(pages).toEqual([
      ["a2", "b1"],
      ["b3", "c4"],
    ]);
    expect(await failureOf(list({ cursor: "nonsense" }))).toBe("invalid cursor_invalid ?cursor undefined");
  });
});

describe("over HTTP", () => {
  const call = async (
    handler: unknown,
    path: string,
    { method = "GET", body, params = {}, scopes = ["inventory:read", "aws:write"] }: { method?: string; body?: object; params?: object; scopes?: Scope[] } = {},
  ) => {
    const { token } = await createToken({ ctx: systemContext("test"), input: { name: "t", scopes } });
    const request = new Request(`http://localhost/api/v1/aws/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const response = await (handler as (request: Request, route: object) => Promise<Response>)(request, { params: Promise.resolve(params) });
    return { status: response.status, json: (await response.json()) as { [name: string]: unknown; errors?: { pointer: string }[] } };
  };

  it("rules are made, tried, ordered and deleted, resources listed and mapped, each by its scope", async () => {
    await ship({ service: "one" });
    await giveResource(pool(), { name: "web" });
    const rule = { type: image, name: "web*", artifactId: 1 };
    expect(await call(POST, "mapping-rules?dryRun=true", { method: "POST", body: rule })).toMatchObject({ status: 200, json: { dryRun: true, changed: 1 } });
    expect(await call(POST, "mapping-rules", { method: "POST", body: rule })).toMatchObject({ status: 201, json: { dryRun: false, changed: 1 } });
    expect(await call(listRulesRoute, "mapping-rules", { scopes: ["inventory:read"] })).toMatchObject({
      status: 200,
      json: { data: [{ name: "web*", resources: 1 }] },
    });
    expect(await call(PUT, "resources/1/artifact", { method: "PUT", body: { artifactId: 1 }, params: { id: "1" } })).toMatchObject({
      status: 200,
      json: { rule: { name: "web" } },
    });
    const { data: rules } = await listRules({ ctx, input: {} });
    const order = rules.map(({ id }) => id).reverse();
    expect(await call(PATCH, "mapping-rules", { method: "PATCH", body: { order } })).toMatchObject({ status: 200 });
    for (const id of order) expect(await call(DELETE, `mapping-rules/${id}`, { method: "DELETE", params: { id: `${id}` } })).toMatchObject({ status: 200 });
    expect(await call(listRoute, "resources?mapped=none&mapped=weak")).toMatchObject({ status: 200, json: { data: [{ name: "web" }], meta: { rows: 1 } } });
    expect(await call(listRoute, "resources?mapped=perhaps")).toMatchObject({ status: 400, json: { code: "invalid", errors: [{ pointer: "?mapped" }] } });
    expect(await call(POST, "mapping-rules", { method: "POST", body: { ...rule, name: "" } })).toMatchObject({
      status: 400,
      json: { errors: [{ pointer: "/name" }] },
    });
    expect(await call(POST, "mapping-rules", { method: "POST", body: rule, scopes: ["inventory:read"] })).toMatchObject({ status: 403 });
    expect(await call(listRoute, "resources", { scopes: ["aws:write"] })).toMatchObject({ status: 403 });
  });
});
