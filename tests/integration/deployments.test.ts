import { beforeEach, describe, expect, it } from "vitest";
import { POST as endRoute } from "@/app/api/v1/deployments/[id]/end/route";
import { GET as listRoute, POST as recordRoute } from "@/app/api/v1/deployments/route";
import { createToken, systemContext } from "@/lib/auth";
import type { Context, Scope } from "@/lib/context";
import { resetRates } from "@/lib/http/rate-limit";
import {
  type Deployment,
  endDeployment,
  type ListDeployments,
  listDeployments,
  listEnvironments,
  listSources,
  type RecordDeployment,
  recordDeployment,
} from "@/lib/inventory/deployments";
import { getBuild, listServiceBuilds } from "@/lib/inventory/read";
import { retireArtifact } from "@/lib/inventory/retire";
import { daysAgo, documentOf, npm, reader, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const pool = () => inventory.database.pool;
const ctx: Context = {
  actor: { kind: "token", id: "d", name: "deployer", scopes: ["inventory:read", "inventory:write", "deployment:write"] },
  requestId: "r1",
};
const document = documentOf([npm("lodash", "4.17.20")]);
const ship = (service: string, days: number, more: { ref?: string; version?: string; commit?: string; digest?: string } = {}) =>
  inventory.ship({ service, builtAt: daysAgo(days), ...more }, document);
const base = Date.now();
const at = (days: number) => new Date(base - days * 86_400_000).toISOString();
const deploy = (input: Partial<RecordDeployment>) => recordDeployment({ ctx, input: { environment: "production", ...input } });
const end = (id: string, to?: string) => endDeployment({ ctx, input: { id, to } });
const list = (input: ListDeployments = {}) => listDeployments({ ctx: reader, input });
const inShort = ({ build, environment, from, to }: Deployment) => [build.seq, environment.name, from, to];
const historyOf = async (input: ListDeployments = {}) => (await list(input)).data.map(inShort);
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { code?: string; reason?: string; errors?: { pointer: string }[]; issues?: { path: string[] }[] }) =>
      error.issues ? `/${error.issues[0]?.path.join("/")}` : [error.code, error.reason, error.errors?.[0]?.pointer].join(" "),
  );
const digest = `sha256:${"ab".repeat(32)}`;

beforeEach(async () => {
  await inventory.empty();
  await pool().query("select testing.emptied('document, document_body, composition, upload, audit_event')");
  resetRates();
});

describe("a deployment that is recorded", () => {
  it("is the newest build of the artifact, runs from now on, and is audited", async () => {
    await ship("shop", 3);
    const { artifactId } = await ship("shop", 2, { version: "2.0.0" });
    const { data, changed, created } = await deploy({ service: "shop" });
    expect([changed, created]).toEqual([true, true]);
    expect(data).toMatchObject([
      {
        service: { slug: "shop", name: "shop" },
        team: null,
        artifact: { id: artifactId, kind: "application", name: "shop", ref: "main", retiredAt: null },
        build: { seq: 2, version: "2.0.0" },
        environment: { name: "production", tier: "production" },
        to: null,
        source: "api",
      },
    ]);
    const { rows } = await pool().query("select actor_name, subject_id, detail from audit_event where action = 'deployment.recorded'");
    expect(rows).toMatchObject([
      { actor_name: "deployer", subject_id: data[0]?.id, detail: { artifactId, buildSeq: 2, environment: "production", ended: [] } },
    ]);
  });

  it("ends what ran of the same artifact in the same environment, and nothing else", async () => {
    await ship("shop", 9, { version: "1" });
    await ship("shop", 8, { version: "2" });
    await ship("other", 9);
    const [one, two] = [at(5), at(3)];
    await deploy({ service: "shop", version: "1", from: one });
    await deploy({ service: "shop", version: "1", from: one, environment: "staging" });
    await deploy({ service: "other", from: one });
    await deploy({ service: "shop", version: "2", from: two });
    expect(await historyOf({ service: "shop" })).toEqual([
      [2, "production", two, null],
      [1, "staging", one, null],
      [1, "production", one, two],
    ]);
    expect(await historyOf({ service: "other" })).toEqual([[1, "production", one, null]]);
  });

  it("that is reported late ends where the next one began", async () => {
    for (const version of ["1", "2", "3"]) await ship("shop", 9, { version });
    const [one, two, three] = [at(6), at(5), at(4)];
    await deploy({ service: "shop", version: "3", from: three });
    await deploy({ service: "shop", version: "1", from: one });
    await deploy({ service: "shop", version: "2", from: two });
    expect(await historyOf()).toEqual([
      [3, "production", three, null],
      [2, "production", two, three],
      [1, "production", one, two],
    ]);
  });

  it("beside another one leaves that running, and both end with the next", async () => {
    for (const version of ["1", "2", "3"]) await ship("shop", 9, { version });
    const [one, two, three] = [at(6), at(5), at(4)];
    await deploy({ service: "shop", version: "1", from: one });
    await deploy({ service: "shop", version: "2", from: two, replaces: false });
    expect(await historyOf({ running: "true" })).toHaveLength(2);
    await deploy({ service: "shop", version: "3", from: three });
    expect(await historyOf({ running: "false" })).toEqual([
      [2, "production", two, three],
      [1, "production", one, three],
    ]);
  });

  it("again changes nothing, with a beginning or without", async () => {
    await ship("shop", 9, { version: "1" });
    await ship("shop", 8, { version: "2" });
    const past = { service: "shop", version: "1", from: at(5), to: at(4) };
    const [first] = (await deploy(past)).data;
    await deploy({ service: "shop", version: "2", from: at(4.5) });
    expect(await deploy(past)).toMatchObject({ changed: false, created: false, data: [{ id: first?.id }] });
    const now = await deploy({ service: "shop", version: "1" });
    expect(now.changed).toBe(true);
    expect(await deploy({ service: "shop", version: "1" })).toMatchObject({ changed: false, data: now.data });
    expect(await historyOf()).toHaveLength(3);
    const { rows } = await pool().query("select from audit_event where action = 'deployment.recorded'");
    expect(rows).toHaveLength(3);
  });

  it("without a beginning is a new one when something runs beside it that it replaces", async () => {
    await ship("shop", 9, { version: "1" });
    await ship("shop", 8, { version: "2" });
    await deploy({ service: "shop", version: "1" });
    await deploy({ service: "shop", version: "2", replaces: false });
    expect(await deploy({ service: "shop", version: "2", replaces: false })).toMatchObject({ changed: false });
    expect(await deploy({ service: "shop", version: "2" })).toMatchObject({ changed: true });
    expect(await historyOf({ running: "true" })).toMatchObject([[2, "production", expect.any(String), null]]);
  });

  it("is of every artifact that has a build with the digest, and of the build that there was then", async () => {
    await ship("shop", 9, { digest });
    await ship("shop", 5, { digest });
    await ship("shop", 2, { digest });
    await ship("shop", 8, { ref: "release", digest });
    await ship("late", 1, { digest });
    await ship("other", 8);
    const { data } = await deploy({ digest: digest.toUpperCase().replace("SHA", "sha"), from: at(4) });
    expect(data.map(({ service, artifact, build, digest: of }) => [service.slug, artifact.ref, build.seq, of]).sort()).toEqual([
      ["late", "main", 1, digest],
      ["shop", "main", 2, digest],
      ["shop", "release", 1, digest],
    ]);
  });

  it("names its build by number, version or commit; without a name it is the newest of then", async () => {
    const { artifactId } = await ship("shop", 9, { version: "1", commit: "aaa" });
    await ship("shop", 8, { version: "2", commit: "bbb" });
    const seqOf = async (input: Partial<RecordDeployment>) => (await deploy({ environment: "qa", ...input })).data[0]?.build.seq;
    expect(await seqOf({ artifactId, build: 1, from: at(7) })).toBe(1);
    expect(await seqOf({ artifactId, version: "2", from: at(6) })).toBe(2);
    expect(await seqOf({ service: "shop", artifact: "shop", kind: "application", ref: "main", commit: "aaa", from: at(5) })).toBe(1);
    expect(await seqOf({ artifactId, from: at(8.5) })).toBe(1);
    expect(await seqOf({ artifactId, from: at(4) })).toBe(2);
  });

  it("of an artifact that is retired goes on running, and both are told", async () => {
    const { artifactId } = await ship("shop", 9);
    await deploy({ service: "shop" });
    await retireArtifact({ ctx, input: { id: artifactId } });
    expect((await list({ running: "true" })).data).toMatchObject([{ to: null, artifact: { retiredAt: expect.any(String) } }]);
    expect(await deploy({ service: "shop", environment: "prod-eu" })).toMatchObject({ data: [{ build: { seq: 1 } }] });
  });

  it.each<[string, Partial<RecordDeployment>, string]>([
    ["an unknown digest", { digest: `sha256:${"0".repeat(64)}` }, "not_found digest_not_found /digest"],
    ["an unknown service", { service: "nowhere" }, "not_found artifact_not_found /service"],
    ["an unknown ref", { service: "shop", ref: "x" }, "not_found artifact_not_found /service"],
    ["an unknown artifact", { artifactId: 999 }, "not_found artifact_not_found /artifactId"],
    ["an unknown build", { service: "shop", build: 9 }, "not_found build_not_found /build"],
    ["an unknown version", { service: "shop", version: "9" }, "not_found build_not_found /version"],
    ["a moment before every build", { service: "shop", from: at(30) }, "not_found build_not_found /from"],
    ["a beginning in the future", { service: "shop", from: at(-1) }, "invalid deployment_in_the_future /from"],
    ["an end in the future", { service: "shop", from: at(1), to: at(-1) }, "invalid deployment_in_the_future /to"],
    ["an end before the beginning", { service: "shop", from: at(1), to: at(2) }, "invalid deployment_ends_before_it_begins /to"],
    ["no extent", { service: "shop", from: "2026-01-01T00:00:00Z", to: "2026-01-01T01:00:00+01:00" }, "invalid deployment_ends_before_it_begins /to"],
    ["nothing that runs", {}, "/service"],
    ["a digest and a service", { service: "shop", digest }, "/service"],
    ["a digest and a version", { version: "1", digest }, "/version"],
    ["an artifact by number and name", { artifactId: 1, ref: "main" }, "/ref"],
    ["a build and a version", { service: "shop", build: 1, version: "1" }, "/version"],
    ["an environment that is none", { service: "shop", environment: "review/1" }, "/environment"],
  ])("%s is refused, and nothing is stored", async (_, input, failure) => {
    await ship("shop", 9);
    expect(await failureOf(deploy(input))).toBe(failure);
    expect((await list()).meta.rows).toBe(0);
  });

  it("that contradicts what is known is a conflict, and nothing changes", async () => {
    await ship("shop", 9, { version: "1" });
    await ship("shop", 8, { version: "2" });
    const from = at(5);
    await deploy({ service: "shop", version: "1", from });
    const conflict = "conflict deployment_recorded_otherwise /from";
    expect(await failureOf(deploy({ service: "shop", version: "2", from }))).toBe(conflict);
    expect(await failureOf(deploy({ service: "shop", version: "1", from, to: at(4) }))).toBe(conflict);
    expect(await failureOf(deploy({ service: "shop", version: "1", from, replaces: false }))).toBe(conflict);
    expect(await historyOf()).toEqual([[1, "production", from, null]]);
    expect(await deploy({ service: "shop", version: "2", from, replaces: false })).toMatchObject({ changed: true });
  });

  it("by many at once leaves one running", async () => {
    for (let version = 1; version <= 6; version++) await ship("shop", 9, { version: String(version) });
    await Promise.all([1, 2, 3, 4, 5, 6].map((version) => deploy({ service: "shop", version: String(version), from: at(version / 10) })));
    expect(await historyOf({ running: "true" })).toHaveLength(1);
    expect((await historyOf()).map(([seq]) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe("a deployment that ends", () => {
  it("ends now, once; another moment corrects it up to the next one's beginning", async () => {
    await ship("shop", 9, { version: "1" });
    await ship("shop", 8, { version: "2" });
    const from = at(5);
    const [first] = (await deploy({ service: "shop", version: "1", from })).data;
    const id = first?.id ?? "";
    expect(await end(id)).toMatchObject({ changed: true, data: [{ to: expect.any(String) }] });
    expect(await end(id)).toMatchObject({ changed: false });
    const corrected = at(3);
    expect(await end(id, corrected)).toMatchObject({ changed: true, data: [{ to: corrected }] });
    expect(await end(id, corrected)).toMatchObject({ changed: false });
    const next = at(4);
    await deploy({ service: "shop", version: "2", from: next });
    expect(await end(id, corrected)).toMatchObject({ changed: false, data: [{ to: next }] });
    const { rows } = await pool().query("select detail from audit_event where action = 'deployment.ended' order by at, id");
    expect(rows).toHaveLength(2);
    expect(rows[1]?.detail).toMatchObject({ environment: "production", to: corrected, before: expect.any(String) });
  });

  it("is refused before its beginning, in the future, and where there is none", async () => {
    await ship("shop", 9);
    const [first] = (await deploy({ service: "shop", from: at(5) })).data;
    const id = first?.id ?? "";
    expect(await failureOf(end(id, at(6)))).toBe("invalid deployment_ends_before_it_begins ?to");
    expect(await failureOf(end(id, at(-1)))).toBe("invalid deployment_in_the_future ?to");
    expect(await failureOf(end("019a9f0e-6d3c-7b2a-8f51-2b8e0c9d4a10"))).toContain("not_found deployment_not_found");
    expect((await list({ running: "true" })).meta.rows).toBe(1);
  });
});

describe("deployments", () => {
  it("are listed by service, artifact, environment, whether they run, and window, page by page", async () => {
    const { artifactId } = await ship("shop", 20);
    await ship("shop", 20, { ref: "release" });
    await ship("other", 20);
    for (let day = 1; day <= 5; day++) await deploy({ service: "shop", from: at(day + 5), to: at(day + 4.5), environment: day % 2 ? "qa" : "production" });
    await deploy({ service: "shop", ref: "release", from: at(3) });
    await deploy({ service: "other", from: at(3) });
    const countOf = async (input: ListDeployments) => (await list(input)).meta.rows;
    expect(await countOf({})).toBe(7);
    expect(await countOf({ service: "shop" })).toBe(6);
    expect(await countOf({ service: "nowhere" })).toBe(0);
    expect(await countOf({ artifactId })).toBe(5);
    expect(await countOf({ service: "other", artifactId })).toBe(0);
    expect(await countOf({ environment: "qa" })).toBe(3);
    expect(await countOf({ environment: ["qa", "production"], running: "true" })).toBe(2);
    expect(await countOf({ since: at(7.7), until: at(7.1) })).toBe(1);
    expect(await countOf({ since: at(7.5), until: at(7) })).toBe(0);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 3, cursor });
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.meta.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toEqual((await list()).data.map(({ id }) => id));
    expect(await failureOf(list({ cursor: "x" }))).toContain("cursor_invalid");
    expect(await failureOf(list({ since: at(1), until: at(2) }))).toBe("invalid window_empty ?until");
  });

  it("are counted by environment, production first", async () => {
    await ship("shop", 20);
    for (const environment of ["dev", "eu-prod", "staging"]) await deploy({ service: "shop", from: at(3), to: at(2), environment });
    await deploy({ service: "shop", environment: "dev" });
    expect(await listEnvironments({ ctx: reader, input: { service: "shop" } })).toEqual([
      { name: "eu-prod", tier: "production", deployments: 1 },
      { name: "dev", tier: "other", deployments: 2 },
      { name: "staging", tier: "other", deployments: 1 },
    ]);
  });

  it("are counted by who says it, deploy jobs first, and only of the service", async () => {
    const { artifactId } = await ship("shop", 20);
    await ship("cart", 20);
    for (const service of ["shop", "cart"]) await deploy({ service, from: at(9) });
    const observe = `insert into deployment (artifact_id, id, build_seq, environment, from_at, replaces, source, recorded_at)
      select $1, gen_random_uuid(), 1, 'production', $2, false, s, $2 from unnest($3::text[]) as s`;
    await pool().query(observe, [artifactId, at(8), ["lambda", "ecs"]]);
    expect(await listSources({ ctx: reader, input: { service: "shop" } })).toEqual([
      { source: "api", label: "Reported by jobs", deployments: 1 },
      { source: "ecs", label: "ECS", deployments: 1 },
      { source: "lambda", label: "Lambda", deployments: 1 },
    ]);
  });

  it("are said with the builds that run", async () => {
    const { artifactId } = await ship("shop", 9, { version: "1" });
    await ship("shop", 8, { version: "2" });
    await deploy({ service: "shop", version: "1" });
    await deploy({ service: "shop", version: "1", environment: "staging" });
    const builds = await listServiceBuilds({ ctx: reader, input: { slug: "shop" } });
    const running = [
      { name: "production", tier: "production" },
      { name: "staging", tier: "other" },
    ];
    expect(builds.data.map(({ seq, runningIn }) => [seq, runningIn])).toEqual([
      [2, []],
      [1, running],
    ]);
    expect(await getBuild({ ctx: reader, input: { slug: "shop", artifactId, seq: 1 } })).toMatchObject({ runningIn: running });
  });
});

describe("the routes of deployments", () => {
  const send = async (scopes: Scope[], path: string, handler: typeof recordRoute, body?: unknown, id?: string) => {
    const { token } = await createToken({ ctx: systemContext("test"), input: { name: "ci", scopes } });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const method = path.startsWith("GET") ? "GET" : "POST";
    const request = new Request(`http://host${path.replace(/^GET /, "")}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const response = await handler(request, { params: Promise.resolve(id === undefined ? undefined : { id }) });
    return { status: response.status, body: (await response.json()) as { data: Deployment[]; code?: string; errors?: unknown } };
  };
  const path = "/api/v1/deployments";

  it("record (201), repeat (200), list and end (200), and say what is wrong", async () => {
    await ship("shop", 9);
    const report = { environment: "production", service: "shop", from: at(2) };
    const created = await send(["deployment:write"], path, recordRoute, report);
    expect(created).toMatchObject({ status: 201, body: { changed: true } });
    expect(await send(["deployment:write"], path, recordRoute, report)).toMatchObject({ status: 200, body: { changed: false, data: created.body.data } });
    expect(await send(["inventory:read"], `GET ${path}?service=shop&running=true`, listRoute)).toMatchObject({ status: 200, body: { meta: { rows: 1 } } });
    expect(await send(["deployment:write"], path, recordRoute, { ...report, service: "nowhere" })).toMatchObject({
      status: 404,
      body: { code: "not_found", reason: "artifact_not_found", errors: [{ pointer: "/service" }], detail: expect.stringContaining("Upload its SBOM first") },
    });
    expect(await send(["deployment:write"], path, recordRoute, { ...report, colour: "blue" })).toMatchObject({ status: 400 });
    const id = created.body.data[0]?.id ?? "";
    expect(await send(["deployment:write"], `${path}/${id}/end?to=${at(1)}`, endRoute, undefined, id)).toMatchObject({ status: 200, body: { changed: true } });
    expect(await send(["deployment:write"], `${path}/x/end`, endRoute, undefined, "x")).toMatchObject({ status: 404 });
  });

  it("need the scope", async () => {
    await ship("shop", 9);
    expect(await send(["sbom:write", "inventory:write"], path, recordRoute, { environment: "production", service: "shop" })).toMatchObject({ status: 403 });
    expect(await send(["deployment:write"], `GET ${path}`, listRoute)).toMatchObject({ status: 403 });
    expect((await list()).meta.rows).toBe(0);
  });
});
