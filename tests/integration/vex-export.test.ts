import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeDecision, voteOnDecision } from "@/lib/decisions";
import { listConflicts } from "@/lib/decisions/conflicts";
import { exportVex, withdrawVex } from "@/lib/decisions/vex";
import { vexFormats } from "@/lib/decisions/vex/read/model";
import { documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { ada, forgetDecisions, givenPeople, grace, queueStates } from "./setup/decision-people";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";
import { importing, vexOf } from "./vex-fixture";

const inventory = withInventory();

beforeAll(async () => {
  const { pool } = inventory.database;
  await givenPeople(pool);
  await inventory.own("money", ["payments"]);
  await inventory.ship(
    { service: "payments", artifact: "api", kind: "image", digest: `sha256:${"a".repeat(64)}` },
    documentOf([npm("left", "1.0.0"), npm("right", "1.0.0")]),
  );
  await inventory.ship({ service: "shop", artifact: "web", version: "1.0" }, documentOf([npm("left", "2.0.0"), npm("grave", "1.0.0")]));
  await givenVulnerability(pool, { ids: ["CVE-2026-1001", "GHSA-aaaa-bbbb-cccc"] }, [
    { name: "left", version: "1.0.0" },
    { name: "left", version: "2.0.0" },
  ]);
  await givenVulnerability(pool, { ids: ["CVE-2026-1002"] }, [{ name: "right", version: "1.0.0" }]);
  await givenVulnerability(pool, { ids: ["CVE-2026-1003"], severity: "critical" }, [{ name: "grave", version: "1.0.0" }]);
  await openFindings(pool);
});

beforeEach(async () => {
  await inventory.database.pool.query("select testing.emptied('vex_document, vex_said, vex_product')");
  await forgetDecisions(inventory.database.pool);
});

const said = { status: "not_affected", justification: "code_not_reachable", detail: "Never called." } as const;
const left = { vulnerability: "CVE-2026-1001", package: "pkg:npm/left" } as const;
const inExpiry = new Date(Date.now() + 30 * 86_400_000).toISOString();
const states = async () =>
  Object.entries(await queueStates(inventory.database.pool)).flatMap(([finding, state]) => (state === "undecided" ? [] : [`${finding} ${state}`]));

async function decideSomething(): Promise<void> {
  await makeDecision({ ctx: ada, input: { ...said, subjects: [{ ...left, scope: "everywhere" }] } });
  await makeDecision({
    ctx: ada,
    input: {
      status: "affected",
      acceptance: true,
      expiresAt: inExpiry,
      subjects: [{ vulnerability: "CVE-2026-1002", package: "pkg:npm/right", scope: "service", slug: "payments" }],
    },
  });
  const { decisions } = await makeDecision({
    ctx: ada,
    input: { status: "fixed", subjects: [{ vulnerability: "CVE-2026-1003", package: "pkg:npm/grave", scope: "service", slug: "shop" }] },
  });
  await voteOnDecision({ ctx: grace, input: { id: decisions[0]?.id ?? "", vote: "approve" } });
}

describe.each(vexFormats)("decisions that count, as %s", (format) => {
  it("say the same again where they are imported", async () => {
    await decideSomething();
    const before = await states();
    expect(before).toEqual([
      "payments left@1.0.0 CVE-2026-1001 not_affected",
      "payments right@1.0.0 CVE-2026-1002 accepted",
      "shop grave@1.0.0 CVE-2026-1003 fixed",
      "shop left@2.0.0 CVE-2026-1001 not_affected",
    ]);
    const { body, filename } = await exportVex({ ctx: reader, input: { format } });
    expect(filename).toMatch(/^everything\./);
    await forgetDecisions(inventory.database.pool);
    const { report } = await importing(Buffer.from(body));
    expect(report).toMatchObject({ faultCount: 0, unknownProducts: 0, nowhere: 0, needApproval: 1 });
    // An acceptance is of who accepts; what is grave waits for a second person here.
    expect(await states()).toEqual(before.flatMap((line) => (line.includes("grave") ? [] : [line.replace("accepted", "affected")])));
  });

  it("are of one service or team only, where one is asked for", async () => {
    await decideSomething();
    const service = await exportVex({ ctx: reader, input: { format, service: "shop", status: "not_affected" } });
    expect(service.body).toContain("left");
    expect(service.body).not.toMatch(/payments|right|grave/);
    const team = await exportVex({ ctx: reader, input: { format, team: "money" } });
    expect(team.body).toContain("right");
    expect(team.body).not.toMatch(/grave|shop/);
  });
});

it("there is no export of nothing, and none of a service that there is not", async () => {
  await expect(exportVex({ ctx: reader, input: {} })).rejects.toMatchObject({ code: "conflict", reason: "nothing_decided" });
  await expect(exportVex({ ctx: reader, input: { service: "nothing" } })).rejects.toMatchObject({ code: "not_found" });
});

describe("decisions that contradict each other", () => {
  const conflicts = async () => (await listConflicts({ ctx: reader, input: {} })).data;

  it("are listed with what counts, as long as both stand", async () => {
    const { document } = await importing(vexOf([{ cve: "CVE-2026-1001" }]));
    await makeDecision({
      ctx: ada,
      input: { status: "affected", subjects: [{ vulnerability: "GHSA-aaaa-bbbb-cccc", package: "pkg:npm/left", scope: "service", slug: "payments" }] },
    });
    const [conflict, ...others] = await conflicts();
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({
      vulnerability: { id: "CVE-2026-1001" },
      package: { ecosystem: "npm", name: "left" },
      findings: 1,
      services: 1,
      decisions: [
        { state: "affected", scope: "service", origin: "person", by: "Ada", findings: 1, counts: 1 },
        { state: "not_affected", scope: "everywhere", origin: "openvex", findings: 1, counts: 0 },
      ],
    });
    await withdrawVex({ ctx: ada, input: { id: document?.id ?? "" } });
    expect(await conflicts()).toEqual([]);
  });

  it("are none where they speak of other versions, other scopes, or say the same", async () => {
    await importing(
      vexOf([
        { cve: "CVE-2026-1001", products: [{ "@id": "pkg:npm/left@1.0.0" }] },
        { cve: "CVE-2026-1001", status: "fixed", products: [{ "@id": "pkg:npm/left@2.0.0" }] },
      ]),
    );
    await makeDecision({ ctx: ada, input: { ...said, subjects: [{ ...left, scope: "service", slug: "payments" }] } });
    expect(await conflicts()).toEqual([]);
  });

  it("come page by page, those of most findings first", async () => {
    await importing(vexOf([{ cve: "CVE-2026-1001" }, { cve: "CVE-2026-1002", products: [{ "@id": "pkg:npm/right" }] }]));
    await importing(
      vexOf(
        [
          { cve: "CVE-2026-1001", status: "affected" },
          { cve: "CVE-2026-1002", status: "affected", products: [{ "@id": "pkg:npm/right" }] },
        ],
        { "@id": "https://other.test/1" },
      ),
    );
    const first = await listConflicts({ ctx: reader, input: { limit: 1 } });
    const second = await listConflicts({ ctx: reader, input: { limit: 1, cursor: first.meta.nextCursor ?? "" } });
    expect([...first.data, ...second.data].map(({ vulnerability, findings }) => [vulnerability.id, findings])).toEqual([
      ["CVE-2026-1001", 2],
      ["CVE-2026-1002", 1],
    ]);
    expect([first.meta.rows, second.meta.nextCursor]).toEqual([2, null]);
  });
});
