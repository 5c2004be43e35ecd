import { gzipSync } from "node:zlib";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getVexDocument, vexBytesMax, withdrawVex } from "@/lib/decisions/vex";
import { lockVex } from "@/lib/decisions/vex/queries/resolve";
import { takeInVex } from "@/lib/decisions/vex/take-in-vex";
import { startVexQueue } from "@/lib/decisions/vex/vex-lane";
import { documentOf, npm, withInventory } from "./inventory-fixture";
import { bundleThread } from "./setup/bundle-thread";
import { ada, forgetDecisions, givenPeople, queueStates } from "./setup/decision-people";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";
import { importing, type Said, vexOf } from "./vex-fixture";

const inventory = withInventory();
const pool = () => inventory.database.pool;
let threadFile = "";
let stop = async () => {};

beforeAll(async () => {
  threadFile = await bundleThread("lib/decisions/vex/vex-thread.ts");
  await givenPeople(pool());
  await inventory.ship({ service: "shop" }, documentOf([npm("left", "1.0.0")]));
  await givenVulnerability(pool(), { ids: ["CVE-2026-1"] }, [{ name: "left", version: "1.0.0" }]);
  await openFindings(pool());
});

beforeEach(async () => {
  await pool().query("select testing.emptied('vex_document, vex_said, vex_product')");
  await forgetDecisions(pool());
  stop = startVexQueue(threadFile);
});
afterEach(() => stop());

/** A document of more than is read on the event loop: of `left`, and of many packages that nobody has. */
const large = (head: object = {}, more: Said[] = []) =>
  vexOf([{}, ...Array.from({ length: 1_200 }, (_, i) => ({ cve: `CVE-2026-${5_000 + i}`, products: [{ "@id": "pkg:npm/nobody-has" }] })), ...more], head);
const states = () => queueStates(pool());
const count = async (table: string) => (await pool().query(`select count(*)::int as n from ${table}`)).rows[0].n;
const nothingStored = async () => expect([await count("vex_document"), await count("decision")]).toEqual([0, 0]);

describe("a large VEX document", () => {
  it("is taken in by the thread, with the same answer and the same rows as on the event loop", async () => {
    const body = large();
    const here = await takeInVex({ ctx: ada, body, options: { dryRun: "true" }, bytesMax: vexBytesMax });
    const { outcome, report, document } = await importing(gzipSync(body), { name: "large.json" });
    expect([outcome, report]).toEqual(["imported", { ...here.report, unknownPackages: 1 }]);
    expect(report).toMatchObject({ statements: 1_201, decisions: 1_201, findings: 1 });
    expect(document).toMatchObject({ name: "large.json", importedBy: "Ada" });
    expect(await states()).toEqual({ "shop left@1.0.0 CVE-2026-1": "not_affected" });
    expect((await importing(body)).outcome).toBe("unchanged");
    const { rows } = await pool().query("select actor_name from audit_event where action = 'vex.imported' order by id desc limit 1");
    expect(rows).toEqual([{ actor_name: "Ada" }]);
  });

  it("that cannot be read is refused with its place, and one for a scope that there is not as such", async () => {
    const deep = Buffer.concat([Buffer.from(`{"padding":"${" ".repeat(200_000)}","a":`), Buffer.from("[".repeat(100))]);
    await expect(importing(deep)).rejects.toMatchObject({ code: "too_large", reason: "vex_too_deep" });
    await expect(importing(large(), { scope: "team", slug: "nobody" })).rejects.toMatchObject({ code: "not_found", reason: "team_not_found" });
    const { report } = await importing(large({}, [{ status: "wrong" }]));
    expect(report.faults).toMatchObject([{ pointer: "/statements/1201/status", outcome: "left_out" }]);
  });

  it("that another leaned on says its part again when that one is withdrawn, though it is small", async () => {
    const first = await importing(vexOf([{ products: [{ "@id": "pkg:npm/left" }, { "@id": "pkg:npm/left@9.9.9" }] }]));
    const second = await importing(large({ "@id": "https://acme.test/vex/2" }));
    expect(second.report).toMatchObject({ saidAlready: 1, decisions: 1_200 });
    const withdrawn = await withdrawVex({ ctx: ada, input: { id: first.document?.id ?? "" } });
    expect(withdrawn).toMatchObject({ endedBy: "Ada" });
    expect(await states()).toEqual({ "shop left@1.0.0 CVE-2026-1": "not_affected" });
    expect((await getVexDocument({ ctx: ada, input: { id: second.document?.id ?? "" } })).report).toMatchObject({ decisions: 1 });
  });

  it("that takes too long is refused, and what it began is rolled back", async () => {
    await stop();
    stop = startVexQueue(threadFile, { timeoutMs: 5_000 });
    const other = await pool().connect();
    await other.query("begin");
    await lockVex(other);
    await expect(importing(large())).rejects.toMatchObject({ code: "too_large", reason: "vex_timeout" });
    await other.query("rollback");
    other.release();
    await nothingStored();
    await stop();
    stop = startVexQueue(threadFile);
    expect((await importing(large())).outcome).toBe("imported");
  });

  it("that finds too many waiting is told to come again; a small one is taken in meanwhile", async () => {
    await stop();
    stop = startVexQueue(threadFile, { waitingMax: 0 });
    await expect(importing(large())).rejects.toMatchObject({ code: "unavailable", reason: "vex_thread_busy" });
    expect((await importing(vexOf([{}]))).outcome).toBe("imported");
  });
});
