import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { rematchEverything } from "@/lib/matching";
import { documentOf, npm, withInventory } from "./inventory-fixture";
import { advisoryTables, type TestAdvisory, tellAdvisory } from "./setup/stored-advisory";

const inventory = withInventory();
const start = Date.parse("2026-03-01T00:00:00Z");
const minute = (n: number) => new Date(start + n * 60_000);

/** Package version `name@version` with a whole number as version; an advisory affects those from `from` on and before `fixed`. */
type Version = { name: string; version: number };
type Span = { name: string; from: number; fixed: number };
type Event =
  | { kind: "build"; artifact: string; at: number; holds: Version[] }
  | { kind: "advisory"; key: string; spans: Span[]; withdrawn: boolean }
  | { kind: "retirement"; artifact: string; at: number };

/** Two advisories of one vulnerability, and one of another. */
const vulnerabilityOf: Record<string, string> = { A1: "CVE-1", A2: "CVE-1", B1: "CVE-2" };

const names = fc.constantFrom("a", "b");
const number = fc.integer({ min: 1, max: 4 });
const build = fc.record({
  kind: fc.constant("build" as const),
  artifact: fc.constantFrom("x", "y"),
  at: fc.integer({ min: 0, max: 30 }),
  holds: fc.uniqueArray(fc.record({ name: names, version: number }), { maxLength: 4, selector: nameOf }),
});
const advisory = fc.record({
  kind: fc.constant("advisory" as const),
  key: fc.constantFrom(...Object.keys(vulnerabilityOf)),
  spans: fc.array(fc.record({ name: names, from: fc.integer({ min: 0, max: 3 }), fixed: fc.integer({ min: 1, max: 5 }) }), { maxLength: 2 }),
  withdrawn: fc.boolean(),
});

const retirement = fc.record({ kind: fc.constant("retirement" as const), artifact: fc.constantFrom("x", "y"), at: fc.integer({ min: 0, max: 30 }) });

function nameOf({ name, version }: Version): string {
  return `${name}@${version}.0.0`;
}

type ModelFinding = { id: string; opened: number; closed: number | null; why: string };

/** All events told one by one, with everything computed anew after each. Times are milliseconds. */
class Naive {
  readonly findings: ModelFinding[] = [];
  /** A retirement is a build that holds nothing. */
  readonly #builds: { artifact: string; at: number; holds: Version[]; order: number; retires: boolean }[] = [];
  readonly #advisories = new Map<string, Extract<Event, { kind: "advisory" }>>();

  tell(event: Event, told: number): void {
    const before = this.#coveredBy();
    let atMs = told;
    const order = this.#builds.length;
    if (event.kind === "build") this.#builds.push({ ...event, order, retires: false });
    else if (event.kind === "advisory") this.#advisories.set(event.key, event);
    else {
      const newest = this.#history(event.artifact).at(-1);
      if (!newest || newest.retires) return;
      const at = Math.max(event.at, newest.at);
      this.#builds.push({ artifact: event.artifact, at, holds: [], order, retires: true });
      atMs = minute(at).getTime();
    }
    const now = this.#coveredBy();
    for (const finding of this.findings) {
      if (finding.closed !== null || now.has(finding.id)) continue;
      finding.closed = Math.max(atMs, finding.opened);
      const why = {
        build: () => this.#reasonOfBuild(finding.id),
        advisory: () => this.#reasonOfAdvisory(before.get(finding.id) ?? []),
        retirement: () => "retired",
      };
      finding.why += ` ${why[event.kind]()}`;
    }
    for (const id of now.keys()) {
      if (this.findings.some((finding) => finding.id === id && finding.closed === null)) continue;
      const until = this.findings.filter((finding) => finding.id === id).map(({ opened, closed }) => Math.max(closed ?? 0, opened + 1));
      this.findings.push({ id, opened: Math.max(atMs, this.#presentSince(id), ...until), closed: null, why: event.kind });
    }
  }

  #history(artifact: string) {
    return this.#builds.filter((each) => each.artifact === artifact).sort((a, b) => a.at - b.at || a.order - b.order);
  }

  /** What is affected in head builds, with the advisories that say so. */
  #coveredBy(): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const artifact of ["x", "y"]) {
      for (const held of this.#history(artifact).at(-1)?.holds ?? []) {
        for (const { key, spans, withdrawn } of this.#advisories.values()) {
          if (withdrawn || !spans.some((span) => span.name === held.name && span.from <= held.version && held.version < span.fixed)) continue;
          const id = `${artifact} ${nameOf(held)} ${vulnerabilityOf[key]}`;
          found.set(id, [...(found.get(id) ?? []), key]);
        }
      }
    }
    return found;
  }

  #presentSince(id: string): number {
    const [artifact = "", held] = id.split(" ");
    let since = 0;
    for (const each of this.#history(artifact).reverse()) {
      if (!each.holds.some((version) => nameOf(version) === held)) break;
      since = minute(each.at).getTime();
    }
    return since;
  }

  #reasonOfBuild(id: string): string {
    const [artifact = "", held = ""] = id.split(" ");
    const others = this.#history(artifact).at(-1)?.holds ?? [];
    return others.some(({ name }) => held.startsWith(`${name}@`)) ? "upgraded" : "removed";
  }

  #reasonOfAdvisory(keys: string[]): string {
    return keys.every((key) => this.#advisories.get(key)?.withdrawn) ? "withdrawn" : "corrected";
  }
}

async function storedFindings(): Promise<ModelFinding[]> {
  const { rows } = await inventory.database.pool.query<{ id: string; openedAt: Date; closedAt: Date | null; why: string }>(
    `select s.slug || ' ' || k.name || '@' || v.version || ' ' || u.display_id as id, f.opened_at as "openedAt", f.closed_at as "closedAt",
            concat_ws(' ', f.open_reason, f.close_reason) as why
       from finding f join artifact a on a.id = f.artifact_id join service s on s.id = a.service_id join package_version v on v.id = f.package_version_id
       join package k on k.id = v.package_id join vulnerability u on u.id = f.vulnerability_id`,
  );
  return rows.map(({ id, openedAt, closedAt, why }) => ({ id, opened: openedAt.getTime(), closed: closedAt?.getTime() ?? null, why }));
}

const inOrder = (findings: readonly ModelFinding[]) => findings.map((each) => JSON.stringify([each.id, each.opened, each.closed, each.why])).sort();

async function perform(event: Event, at: Date): Promise<void> {
  if (event.kind === "build") {
    const document = documentOf(event.holds.map(({ name, version }) => npm(name, `${version}.0.0`)));
    await inventory.ship({ service: event.artifact, builtAt: minute(event.at) }, document);
    return;
  }
  if (event.kind === "retirement") {
    const { rows } = await inventory.database.pool.query<{ id: number }>(
      "select a.id from artifact a join service s on s.id = a.service_id where s.slug = $1",
      [event.artifact],
    );
    if (rows[0]) await inventory.retire(rows[0].id, at);
    return;
  }
  const ranges = event.spans
    .filter(({ from, fixed }) => from < fixed)
    .map(({ name, from, fixed }) => ({ name, from: from === 0 ? "0" : `${from}.0.0`, fixed: `${fixed}.0.0` }));
  const told: TestAdvisory = { key: event.key, vulnerability: vulnerabilityOf[event.key] ?? "", withdrawn: event.withdrawn, ranges };
  await tellAdvisory(inventory.database.pool, told, at);
}

beforeEach(async () => {
  await inventory.database.pool.query(
    `select testing.emptied('package, package_version, document, document_body, composition, upload, ${advisoryTables}', 'restart identity cascade')`,
  );
  await inventory.empty();
});

describe("findings over random histories", () => {
  it("are those of a naive recomputation, with their reasons and times, whatever order builds, retirements and advisories come in", async () => {
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(fc.oneof({ weight: 3, arbitrary: build }, { weight: 2, arbitrary: advisory }, { weight: 1, arbitrary: retirement }), {
            minLength: 2,
            maxLength: 12,
          }),
          async (events) => {
            const naive = new Naive();
            for (const [n, event] of events.entries()) {
              // Half of the builds are built before what is known by then, half after it; advisories come when they come.
              const at = minute(event.kind === "advisory" ? n * 2 : event.at);
              await perform(event, at);
              naive.tell(event, at.getTime());
              expect(inOrder(await storedFindings())).toEqual(inOrder(naive.findings));
            }
            const again = await inTransaction((client) => rematchEverything(client), inventory.database.pool);
            expect(again).toEqual({ added: 0, changed: 0, removed: 0, opened: 0, closed: 0 });
          },
        )
        .beforeEach(async () => {
          await inventory.database.pool.query(`select testing.emptied('package, package_version, ${advisoryTables}', 'restart identity cascade')`);
          await inventory.empty();
        }),
      { numRuns: 60 },
    );
  });

  it("the same events leave the same open findings in each order in which builds and advisories interleave", async () => {
    const builds: Event[] = [
      {
        kind: "build",
        artifact: "x",
        at: 1,
        holds: [
          { name: "a", version: 1 },
          { name: "b", version: 2 },
        ],
      },
      {
        kind: "build",
        artifact: "x",
        at: 2,
        holds: [
          { name: "a", version: 2 },
          { name: "b", version: 2 },
        ],
      },
    ];
    const advisories: Event[] = [
      { kind: "advisory", key: "A1", withdrawn: false, spans: [{ name: "a", from: 2, fixed: 3 }] },
      { kind: "advisory", key: "B1", withdrawn: false, spans: [{ name: "b", from: 0, fixed: 3 }] },
    ];
    const orders = permutations([...builds, ...advisories]);
    expect(orders).toHaveLength(24);
    for (const events of orders) {
      await inventory.database.pool.query(`select testing.emptied('package, package_version, ${advisoryTables}', 'restart identity cascade')`);
      await inventory.empty();
      for (const [n, event] of events.entries()) await perform(event, minute(event.kind === "build" ? event.at : 10 + n));
      const open = (await storedFindings()).filter(({ closed }) => closed === null);
      expect(open.map(({ id }) => id).sort()).toEqual(["x a@2.0.0 CVE-1", "x b@2.0.0 CVE-2"]);
    }
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first, at) => permutations(items.filter((_, i) => i !== at)).map((rest) => [first, ...rest]));
}
