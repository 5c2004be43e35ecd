import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { followingCtes } from "@/lib/findings/queue/queries/following";
import { wantedCtes } from "@/lib/findings/queue/queries/wanted";
import { currentPolicy } from "@/lib/sla/current-policy";
import { documentOf, npm, withInventory } from "./inventory-fixture";
import { tellAdvisory } from "./setup/stored-advisory";

const inventory = withInventory();
const services = 40;

type Node = { "Node Type": string; "CTE Name"?: string; "Actual Loops": number; Plans?: Node[] };

beforeAll(async () => {
  for (let i = 0; i < services; i++) await inventory.ship({ service: `s${i}` }, documentOf([npm("a", "1.0.0")]));
  // As an installation whose tables were looked at before anything was found, and in which nobody wrote a note.
  await inventory.database.pool.query("analyze");
  await tellAdvisory(inventory.database.pool, { key: "MAL-1", vulnerability: "MAL-1", ranges: [{ name: "a", from: "0", fixed: "9.0.0" }] });
});

describe("the queue of a vulnerability in many artifacts", () => {
  it("reads none of its lists again for each finding, whatever the statistics say", async () => {
    const { pool } = inventory.database;
    const rules = await inTransaction(currentPolicy, pool);
    const nodes = await inTransaction(async (client) => {
      const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: Node }] }>(
        `explain (analyze, format json) with f as materialized (
           select x.artifact_id, x.package_version_id, x.vulnerability_id, x.opened_at from finding x
            where (x.package_version_id, x.vulnerability_id) in (select package_version_id, vulnerability_id from match) and x.closed_at is null),
         ${wantedCtes(rules, "now()")},
         ${followingCtes({ changes: "select artifact_id, due_at, kind, severity_rank, kev, state, 1 as n from wanted", revises: "select artifact_id from wanted" })}
         select * from wanted`,
      );
      return rows.flatMap((row) => row["QUERY PLAN"].flatMap(({ Plan }) => under(Plan)));
    }, pool);
    expect(nodes.some((node) => node["CTE Name"] === "base")).toBe(true);
    expect(nodes.some((node) => node["CTE Name"] === "tally")).toBe(true);
    expect(nodes.filter((node) => node["Node Type"] === "CTE Scan" && node["Actual Loops"] > 1).map((node) => node["CTE Name"])).toEqual([]);
  });
});

function under(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(under)];
}
