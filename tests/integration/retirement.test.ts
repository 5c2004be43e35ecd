import { beforeEach, describe, expect, it } from "vitest";
import { POST as retireById } from "@/app/api/v1/artifacts/[id]/retire/route";
import { POST as retireByName } from "@/app/api/v1/artifacts/retire/route";
import { createToken, systemContext } from "@/lib/auth";
import { findAffectedServices } from "@/lib/blast-radius";
import type { Context, Scope } from "@/lib/context";
import { listFindings } from "@/lib/findings";
import { resetRates } from "@/lib/http/rate-limit";
import { exportService } from "@/lib/inventory/export";
import { freshnessSummary, getService, listServices, listTeams } from "@/lib/inventory/read";
import { retireArtifact } from "@/lib/inventory/retire";
import { daysAgo, documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { advisoryTables, tellAdvisory } from "./setup/stored-advisory";

const inventory = withInventory();
const pool = () => inventory.database.pool;
const ctx: Context = { actor: { kind: "token", id: "w", name: "keeper", scopes: ["inventory:read", "inventory:write"] }, requestId: "r1" };
const lodash = documentOf([npm("lodash", "4.17.20")]);
const ship = (service: string, more: { ref?: string; builtAt?: Date; digest?: string } = {}, document = lodash) =>
  inventory.ship({ service, ...more }, document);
const ask = (q: string, more: object = {}) => findAffectedServices({ ctx: reader, input: { q, ...more } });
const verdictOf = async (q: string, more: object = {}) => {
  const { verdict, meta } = await ask(q, more);
  return { ...verdict, retired: meta.retiredServices };
};
const auditOf = async (artifactId: number) =>
  (
    await pool().query<{ action: string; by: string; detail: Record<string, unknown> }>(
      "select action, actor_name as by, detail from audit_event where subject_kind = 'artifact' and subject_id = $1 order by at, id",
      [String(artifactId)],
    )
  ).rows;
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { reason?: string; code?: string }) => error.reason ?? error.code,
  );

beforeEach(async () => {
  await pool().query(
    `select testing.emptied('package, package_version, document, document_body, composition, upload, ${advisoryTables}', 'restart identity cascade')`,
  );
  await inventory.empty();
  resetRates();
});

describe("an artifact that is retired", () => {
  it("holds nothing from then on, has its findings closed as retired, and says so once", async () => {
    await tellAdvisory(pool(), { key: "GHSA-1", ranges: [{ name: "lodash", fixed: "4.17.21" }] });
    const { artifactId } = await ship("shop", { builtAt: daysAgo(3) });
    await ship("other");
    const retired = await retireArtifact({ ctx, input: { service: "shop", ref: "main" } });
    expect(retired).toMatchObject({
      service: { slug: "shop", name: "shop" },
      artifact: { id: artifactId, kind: "application", name: "shop", ref: "main" },
      changed: true,
      presencesEnded: 1,
      findingsClosed: 1,
    });
    expect(await verdictOf("lodash")).toEqual({ affected: 1, unknown: 0, clean: 0, retired: 1 });
    const closed = await listFindings({ ctx: reader, input: { state: "closed" } });
    expect(closed.data).toMatchObject([{ service: { slug: "shop" }, closedAt: retired.retiredAt, closeReason: "retired" }]);
    expect((await listFindings({ ctx: reader, input: {} })).data).toMatchObject([{ service: { slug: "other" } }]);
    const again = await retireArtifact({ ctx, input: { id: artifactId } });
    expect(again).toMatchObject({ retiredAt: retired.retiredAt, changed: false, presencesEnded: 0, findingsClosed: 0 });
    expect(await auditOf(artifactId)).toMatchObject([
      { action: "artifact.created" },
      { action: "build.recorded" },
      { action: "artifact.retired", by: "keeper", detail: { seq: 2, presencesEnded: 1, findingsClosed: 1, serviceRetired: true } },
    ]);
  });

  it("comes back with its next upload, whatever that holds, and its findings with it", async () => {
    await tellAdvisory(pool(), { key: "GHSA-1", ranges: [{ name: "lodash", fixed: "4.17.21" }] });
    const { artifactId } = await ship("shop", { builtAt: daysAgo(3) });
    await inventory.retire(artifactId, daysAgo(2));
    await ship("shop", { builtAt: daysAgo(1) });
    expect(await verdictOf("lodash")).toEqual({ affected: 1, unknown: 0, clean: 0, retired: 0 });
    expect((await listFindings({ ctx: reader, input: {} })).data).toMatchObject([{ openedAt: expect.any(String), openReason: "build" }]);
    expect((await getService({ ctx, input: { slug: "shop" } })).artifacts).toMatchObject([{ status: "fresh", retiredAt: null, builds: 2, head: { seq: 3 } }]);
    expect((await auditOf(artifactId)).map(({ action }) => action)).toEqual([
      "artifact.created",
      "build.recorded",
      "artifact.retired",
      "build.recorded",
      "artifact.returned",
    ]);
    // In between there was nothing, and before it was there.
    const shares = await Promise.all([2.5, 1.5, 0.5].map((days) => verdictOf("lodash", { asof: daysAgo(days).toISOString() })));
    expect(shares).toEqual([
      { affected: 1, unknown: 0, clean: 0, retired: 0 },
      { affected: 0, unknown: 0, clean: 0, retired: 1 },
      { affected: 1, unknown: 0, clean: 0, retired: 0 },
    ]);
  });

  it("stays retired when a build that was built before arrives late; what that held was there until the retirement", async () => {
    await tellAdvisory(pool(), { key: "GHSA-1", ranges: [{ name: "evil", fixed: "2.0.0" }] });
    const { artifactId } = await ship("shop", { builtAt: daysAgo(5) });
    const retiredAt = daysAgo(2);
    await inventory.retire(artifactId, retiredAt);
    await ship("shop", { builtAt: daysAgo(4) }, documentOf([npm("lodash", "4.17.20"), npm("evil", "1.0.0")]));
    expect(await verdictOf("evil")).toEqual({ affected: 0, unknown: 0, clean: 0, retired: 1 });
    expect(await verdictOf("evil", { asof: daysAgo(3).toISOString() })).toEqual({ affected: 1, unknown: 0, clean: 0, retired: 0 });
    expect(await verdictOf("evil", { asof: daysAgo(1).toISOString() })).toEqual({ affected: 0, unknown: 0, clean: 0, retired: 1 });
    expect((await listFindings({ ctx: reader, input: { state: "all" } })).data).toEqual([]);
    expect((await getService({ ctx, input: { slug: "shop" } })).artifacts).toMatchObject([
      { status: "retired", retiredAt: retiredAt.toISOString(), builds: 2, head: null },
    ]);
  });

  it("comes back with the very upload that it had before, unless that says when it was built", async () => {
    const facts = { service: "shop", version: "1.0.0" };
    const { artifactId } = await inventory.ship({ ...facts, commit: "c1" }, lodash);
    await inventory.retire(artifactId, new Date());
    expect((await inventory.ship({ ...facts, commit: "c1" }, lodash)).seq).toBe(3);
    await expect(inventory.ship({ ...facts, commit: "c1" }, lodash)).rejects.toThrow("unchanged");
    const dated = { service: "dated", commit: "c1", builtAt: daysAgo(2) };
    const { artifactId: datedId } = await inventory.ship(dated, lodash);
    await inventory.retire(datedId, daysAgo(1));
    await expect(inventory.ship(dated, lodash)).rejects.toThrow("unchanged");
    expect(await verdictOf("lodash service:dated")).toEqual({ affected: 0, unknown: 0, clean: 0, retired: 1 });
  });

  it("is not found by the digest of its last build, but for a moment before", async () => {
    const digest = `sha256:${"d".repeat(64)}`;
    const { artifactId } = await ship("shop", { builtAt: daysAgo(3), digest });
    await inventory.retire(artifactId, daysAgo(2));
    expect(await verdictOf(digest)).toEqual({ affected: 0, unknown: 0, clean: 0, retired: 1 });
    expect(await verdictOf(digest, { asof: daysAgo(1).toISOString() })).toEqual({ affected: 0, unknown: 0, clean: 0, retired: 1 });
    expect(await verdictOf(digest, { asof: daysAgo(2.5).toISOString() })).toEqual({ affected: 1, unknown: 0, clean: 0, retired: 0 });
  });

  it("ends with its last build when that is said to be later than now", async () => {
    const soon = new Date(Date.now() + 240_000);
    const { artifactId } = await ship("shop", { builtAt: soon });
    expect((await retireArtifact({ ctx, input: { id: artifactId } })).retiredAt).toBe(soon.toISOString());
    expect(await verdictOf("lodash")).toEqual({ affected: 0, unknown: 0, clean: 0, retired: 1 });
  });

  it("had malware from then until it was retired, as its alert says from then on", async () => {
    const builtAt = daysAgo(3);
    const { artifactId } = await ship("shop", { builtAt }, documentOf([npm("evil", "1.0.0")]));
    await tellAdvisory(pool(), { key: "MAL-1", kind: "malware", versions: [{ name: "evil", version: "1.0.0" }] });
    const { retiredAt } = await retireArtifact({ ctx, input: { id: artifactId } });
    const { rows } = await pool().query<{ services: unknown; retractedAt: Date | null }>(
      `select detail -> 'services' as services, retracted_at as "retractedAt" from alert`,
    );
    expect(rows).toEqual([{ services: [{ slug: "shop", name: "shop", present: false, from: builtAt.toISOString(), to: retiredAt }], retractedAt: null }]);
  });
});

describe("a service", () => {
  it("with something that is shipped is judged by that alone: what is retired makes it neither stale nor incomplete", async () => {
    await ship("shop");
    const stale = await ship("shop", { ref: "old", builtAt: daysAgo(60) }, documentOf([npm("lodash", "1.0.0")]));
    const empty = await inventory.ship({ service: "shop", artifact: "job" }, documentOf([]));
    expect(await verdictOf("left-pad")).toEqual({ affected: 0, unknown: 1, clean: 0, retired: 0 });
    await retireArtifact({ ctx, input: { id: empty.artifactId } });
    await retireArtifact({ ctx, input: { id: stale.artifactId } });
    expect(await verdictOf("left-pad")).toEqual({ affected: 0, unknown: 0, clean: 1, retired: 0 });
    expect(await verdictOf("left-pad ref:old")).toEqual({ affected: 0, unknown: 0, clean: 0, retired: 1 });
    expect((await listServices({ ctx, input: {} })).data).toMatchObject([{ status: "fresh", retiredAt: null, artifacts: 1 }]);
    const { artifacts } = await getService({ ctx, input: { slug: "shop" } });
    expect(artifacts.map(({ name, ref, status }) => [name, ref, status])).toEqual([
      ["shop", "main", "fresh"],
      ["shop", "old", "retired"],
      ["job", "main", "retired"],
    ]);
  });

  it("is stale by what it ships, even where a retired ref was built later", async () => {
    await ship("shop", { builtAt: daysAgo(60) });
    const { artifactId } = await ship("shop", { ref: "feature" });
    expect(await verdictOf("left-pad")).toMatchObject({ unknown: 0, clean: 1 });
    await retireArtifact({ ctx, input: { id: artifactId } });
    expect(await verdictOf("left-pad")).toEqual({ affected: 0, unknown: 1, clean: 0, retired: 0 });
    expect((await listServices({ ctx, input: {} })).data).toMatchObject([{ status: "stale" }]);
  });

  it("with nothing that is shipped is retired: not counted, and shown as such in lists, totals, teams and on its page", async () => {
    await inventory.own("red", ["shop", "live"]);
    await ship("live");
    const { artifactId } = await ship("shop", { builtAt: daysAgo(60) });
    const { retiredAt } = await retireArtifact({ ctx, input: { id: artifactId } });
    for (const q of ["left-pad", "CVE-2099-1"]) expect(await verdictOf(q)).toMatchObject({ retired: 1 });
    expect(await verdictOf("left-pad")).toMatchObject({ unknown: 0, clean: 1 });
    expect(await verdictOf("CVE-2099-1")).toMatchObject({ unknown: 1, clean: 0 });
    expect(await verdictOf("CVE-2099-1", { asof: new Date(Date.now() + 60_000).toISOString() })).toMatchObject({ unknown: 1, clean: 0, retired: 1 });
    const { data, meta } = await listServices({ ctx, input: { status: ["retired"] } });
    expect(data).toMatchObject([{ slug: "shop", status: "retired", retiredAt, artifacts: 0, components: 0, lastBuiltAt: null }]);
    expect(meta.byStatus).toEqual({ fresh: 1, stale: 0, incomplete: 0, no_sbom: 0, retired: 1 });
    expect(await getService({ ctx, input: { slug: "shop" } })).toMatchObject({ status: "retired", retiredAt, artifacts: [{ status: "retired", retiredAt }] });
    const { services, artifacts } = await freshnessSummary({ ctx, input: {} });
    expect({ services, artifacts }).toEqual({ services: { total: 2, fresh: 1, stale: 0, incomplete: 0, noSbom: 0, retired: 1 }, artifacts: 1 });
    expect((await listTeams({ ctx, input: {} })).data).toMatchObject([{ services: 2, fresh: 1, stale: 0, incomplete: 0, noSbom: 0, retired: 1 }]);
    expect(await reasonOf(exportService({ ctx, input: { slug: "shop", format: "csv" } }))).toBe("service_without_builds");
    await ship("shop", { ref: "new" });
    expect(await verdictOf("left-pad")).toEqual({ affected: 0, unknown: 0, clean: 2, retired: 0 });
  });

  it("is retired although an artifact of it was never built, until that is", async () => {
    const { artifactId } = await ship("shop");
    await pool().query(
      "with a as (insert into artifact (service_id, kind, name, ref) select id, 'image', 'job', 'main' from service returning id) insert into artifact_head (artifact_id) select id from a",
    );
    await retireArtifact({ ctx, input: { id: artifactId } });
    expect(await verdictOf("lodash")).toEqual({ affected: 0, unknown: 0, clean: 0, retired: 1 });
    await inventory.ship({ service: "shop", artifact: "job", kind: "image" }, lodash);
    expect(await verdictOf("lodash")).toEqual({ affected: 1, unknown: 0, clean: 0, retired: 0 });
  });

  it("is what its artifacts are, however retirements, uploads and advisories race", async () => {
    const refs = ["a", "b", "c", "d"];
    const ids = new Map<string, number>();
    for (const ref of refs) ids.set(ref, (await ship("shop", { ref })).artifactId);
    for (let round = 0; round < 12; round++) {
      const work = refs.flatMap((ref, n): Promise<unknown>[] => {
        const retire = () => retireArtifact({ ctx, input: { service: "shop", ref } });
        if (round % 3 === 0) return [retire()];
        return (round + n) % 2 === 0 ? [retire(), retire()] : [ship("shop", { ref }, documentOf([npm("lodash", `4.${round}.${n}`)])), retire()];
      });
      work.push(ship("shop", { ref: `new-${round}` }).then(({ artifactId }) => retireArtifact({ ctx, input: { id: artifactId } })));
      work.push(tellAdvisory(pool(), { key: "GHSA-1", ranges: [{ name: "lodash", fixed: `4.${round}.3` }] }));
      await Promise.all(work);
      const { rows } = await pool().query<{ marked: boolean; live: number; open: number; held: number }>(
        `select s.retired_at is not null as marked,
           (select count(*)::int from artifact_head where head_seq is not null) as live,
           (select count(*)::int from finding f join artifact_head h using (artifact_id) where f.closed_at is null and h.head_seq is null) as open,
           (select count(*)::int from presence p join artifact_head h using (artifact_id) where p.to_seq is null and h.head_seq is null) as held
         from service s`,
      );
      expect(rows, `round ${round}`).toEqual([{ marked: rows[0]?.live === 0, live: rows[0]?.live, open: 0, held: 0 }]);
    }
  });
});

describe("who retires", () => {
  it("needs inventory:write, and an artifact that is there; a forgotten ref retires nothing", async () => {
    const { artifactId } = await ship("shop");
    for (const caller of [reader, stranger]) expect(await reasonOf(retireArtifact({ ctx: caller, input: { id: artifactId } }))).toBe("scope_missing");
    expect(await reasonOf(retireArtifact({ ctx, input: { id: 4_711 } }))).toBe("artifact_not_found");
    expect(await reasonOf(retireArtifact({ ctx, input: { service: "shop", ref: "gone" } }))).toBe("artifact_not_found");
    expect(await reasonOf(retireArtifact({ ctx, input: { service: "shop", kind: "image", ref: "main" } }))).toBe("artifact_not_found");
    await expect(retireArtifact({ ctx, input: { service: "shop" } as never })).rejects.toThrow();
    expect(await verdictOf("lodash")).toMatchObject({ affected: 1, retired: 0 });
  });

  it("may do it over the API, by number or by the names of the uploads", async () => {
    const { artifactId } = await inventory.ship({ service: "Web Shop", artifact: "api", kind: "image", ref: "feature/x" }, lodash);
    const send = async (scopes: Scope[], path: string, post: typeof retireByName) => {
      const { token } = await createToken({ ctx: systemContext("test"), input: { name: "ci", scopes } });
      const request = new Request(`http://localhost${path}`, { method: "POST", headers: { authorization: `Bearer ${token}` } });
      const answer = await post(request, { params: Promise.resolve({ id: String(artifactId) }) });
      return { status: answer.status, body: await answer.json() };
    };
    const byName = "/api/v1/artifacts/retire?service=Web%20Shop&artifact=api&kind=image&ref=feature/x";
    expect(await send(["sbom:write"], byName, retireByName)).toMatchObject({ status: 403 });
    expect(await send(["inventory:write"], "/api/v1/artifacts/retire?service=Web%20Shop", retireByName)).toMatchObject({ status: 400 });
    expect(await send(["inventory:write"], byName, retireByName)).toMatchObject({ status: 200, body: { service: { slug: "web-shop" }, changed: true } });
    expect(await send(["inventory:write"], `/api/v1/artifacts/${artifactId}/retire`, retireById)).toMatchObject({ status: 200, body: { changed: false } });
  });
});
