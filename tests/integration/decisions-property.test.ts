import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { endDecision, explainDecision, makeDecision, voteOnDecision } from "@/lib/decisions";
import { documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { ada, forgetDecisions, givenPeople, grace } from "./setup/decision-people";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";

const inventory = withInventory();

beforeAll(async () => {
  const { pool } = inventory.database;
  await givenPeople(pool);
  await inventory.own("payments", ["checkout", "ledger"]);
  await inventory.ship({ service: "checkout" }, documentOf([npm("a", "1.0.0"), npm("b", "2.0.0")]));
  await inventory.ship({ service: "checkout", ref: "next" }, documentOf([npm("a", "1.5.0")]));
  await inventory.ship({ service: "ledger" }, documentOf([npm("a", "2.0.0"), npm("a", "workspace:x")]));
  await inventory.ship({ service: "alone" }, documentOf([npm("a", "1.0.0"), npm("b", "2.0.0")]));
  const held = ["1.0.0", "1.5.0", "2.0.0", "workspace:x"].map((version) => ({ name: "a", version }));
  await givenVulnerability(pool, { ids: ["CVE-2026-1", "GHSA-aaaa-bbbb-cccc"], severity: "medium" }, held);
  await givenVulnerability(pool, { ids: ["CVE-2026-2"], severity: "critical" }, [{ name: "b", version: "2.0.0" }, ...held.slice(0, 2)]);
  await openFindings(pool);
});

const scopes = [
  { scope: "everywhere" },
  { scope: "team", slug: "payments" },
  { scope: "service", slug: "checkout" },
  { scope: "service", slug: "alone" },
  { scope: "artifact", artifactId: 1 },
  { scope: "artifact", artifactId: 3 },
] as const;
const soon = () => new Date(Date.now() + 86_400_000).toISOString();
const saids = [
  { status: "affected" },
  { status: "under_investigation" },
  { status: "fixed" },
  { status: "not_affected", justification: "code_not_present" },
  { status: "affected", acceptance: true, expiresAt: soon() },
] as const;

const decided = fc.record({
  said: fc.constantFrom(...saids),
  where: fc.constantFrom(...scopes),
  vulnerability: fc.constantFrom("CVE-2026-1", "GHSA-aaaa-bbbb-cccc", "CVE-2026-2"),
  about: fc.constantFrom(null, "pkg:npm/a", "pkg:npm/b"),
  versions: fc.constantFrom("*", "1.0.0", "<2.0.0", ">1.0.0", "workspace:x"),
  fate: fc.constantFrom("stays", "approved", "undone"),
});

it("what is explained of a finding is what the queue says of it, after any decisions", async () => {
  const { pool } = inventory.database;
  await fc.assert(
    fc.asyncProperty(fc.array(decided, { minLength: 1, maxLength: 12 }), async (all) => {
      await forgetDecisions(pool);
      for (const { said, where, vulnerability, about, versions, fate } of all) {
        const subject = { vulnerability, package: about, versions: about === null ? "*" : versions, ...where };
        const { decisions } = await makeDecision({ ctx: ada, input: { ...said, subjects: [subject] } });
        for (const { id, phase } of decisions) {
          if (fate === "undone") await endDecision({ ctx: ada, input: { id, cause: "undone" } });
          if (fate === "approved" && phase === "waiting") await voteOnDecision({ ctx: grace, input: { id, vote: "approve" } });
        }
      }
      const { rows } = await pool.query<{
        artifactId: number;
        packageVersionId: number;
        vulnerability: string;
        state: string;
        id: string | null;
        grave: boolean;
      }>(
        `select q.artifact_id as "artifactId", q.package_version_id as "packageVersionId", v.display_id as vulnerability, q.state, q.decision_id as id, q.grave
         from open_finding q join vulnerability v on v.id = q.vulnerability_id order by 1, 2, 3`,
      );
      expect(rows).toHaveLength(10);
      for (const { state, id, grave, ...key } of rows) {
        const { decisions, ...explained } = await explainDecision({ ctx: reader, input: key });
        const counting = decisions.filter(({ counts }) => counts).map(({ decision }) => decision.id);
        expect({ ...explained, counting }).toEqual({ state, grave, counting: id === null ? [] : [id] });
      }
    }),
    { numRuns: 12 },
  );
});
