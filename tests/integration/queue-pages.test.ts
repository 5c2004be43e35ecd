import type { PoolClient } from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/auth";
import { inTransaction } from "@/lib/db/transaction";
import type { GroupOrder } from "@/lib/findings/queries/group-page";
import { selectGroups } from "@/lib/findings/queries/groups";
import { selectClasses } from "@/lib/findings/queries/queue-classes";
import { isOfClass } from "@/lib/findings/queries/queue-filters";
import { orderOf, type QueuePlace } from "@/lib/findings/queries/queue-order";
import { selectPlaces } from "@/lib/findings/queries/queue-page";
import { recountTotals, takeInChanges } from "@/lib/findings/queue/queries/totals";
import { readFilters } from "@/lib/findings/read-filters";
import { type ListFindings, listFindingsSchema } from "@/lib/findings/schemas";
import { withInventory } from "./inventory-fixture";

// A queue that is longer than what is sorted as a whole, so that its classes are walked.
const inventory = withInventory();
const pageSize = 2_000;
const people = ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"];
const rows = async <T>(text: string, values: unknown[] = []) => (await inventory.database.pool.query(text, values)).rows as T[];

beforeAll(async () => {
  await rows("insert into team (id, slug, name) values (1, 'one', 'One'), (2, 'two', 'Two')");
  await rows("insert into service (id, slug, name, team_id) select n, 's' || n, 's', case when n = 1 then 1 else 2 end from generate_series(1, 6) n");
  await rows("insert into package (id, ecosystem, name, leaf) select n, 'npm', 'p' || n, 'p' || n from generate_series(1, 1000) n");
  await rows("insert into package_version (id, package_id, version) select n, n, '1' from generate_series(1, 1000) n");
  await rows("insert into artifact (id, service_id, kind, name, ref) select n, 1 + n % 6, 'image', 'a' || n, 'main' from generate_series(1, 24) n");
  await rows(
    `insert into vulnerability (id, display_id, kind, ids, severity, severity_rank, epss, kev_added_on, modified_at, created_at)
     select n, 'CVE-' || n, case when n % 40 = 0 then 'malware' else 'vulnerability' end, array['CVE-' || n], (array['critical', 'high', 'medium', 'low'])[1 + n % 4], 5 - n % 4,
       case when n % 7 > 0 then n % 10 / 10.0 end, case when n % 11 = 0 then date '2026-01-01' end, now(), now() from generate_series(1, 1000) n`,
  );
  await rows(
    `insert into open_finding (rank, artifact_id, package_version_id, vulnerability_id, package_id, service_id, opened_at, due_at, assignee_id, kind, severity_rank, exposure, kev, grave, approved, state)
     select (n * 7919 + a * 104729) % 500 + case when v.kind = 'malware' then 2000000 when v.kev_added_on is not null then 1000000 else 0 end, a, n, n, n, 1 + a % 6, now() - (n * 31 + a * 17) % 3000 * interval '1 hour',
       case when n % 9 > 0 then now() + ((n * 37 + a * 13) % 2000 - 1000) * interval '25 minutes' end,
       case when (n + a) % 50 < 2 then ('00000000-0000-4000-8000-00000000000' || 1 + (n + a) % 50)::uuid end,
       case when v.kind = 'malware' then 0 else 1 end, v.severity_rank, 0, v.kev_added_on is not null, false, false, (array['undecided', 'affected', 'undecided', 'fixed'])[1 + (n + a) % 4]
     from generate_series(1, 24) a cross join generate_series(1, 1000) n join vulnerability v on v.id = n`,
  );
  await rows("insert into open_tally select artifact_id, kind, severity_rank, kev, state, count(*) from open_finding group by 1, 2, 3, 4, 5");
  await rows(
    `insert into open_total_change (due_on, kind, severity_rank, kev, state, n)
     select coalesce((due_at at time zone 'UTC')::date, 'infinity'), kind, severity_rank, kev, state, n from open_finding cross join unnest(array[2, -1]) n`,
  );
  await rows("analyze");
});

/** Classes of what is asked for. */
async function wantedClasses(client: PoolClient, input: Partial<ListFindings>) {
  const filters = await readFilters(client, systemContext("test"), input);
  const classes = await selectClasses(client, filters);
  return { filters, classes, wanted: classes.filter((each) => isOfClass(filters, each).isOfKind && isOfClass(filters, each).isOfState) };
}

const groups = (order: GroupOrder, input: Partial<ListFindings>) =>
  inTransaction(async (client) => {
    const { filters, wanted } = await wantedClasses(client, input);
    const { groups: found, total } = await selectGroups(client, filters, wanted, { ...order, now: new Date() });
    return { page: found.map(({ id, findings, rank }) => ({ id, findings, rank })), total };
  }, inventory.database.pool);

const queue = async (input: Partial<ListFindings>, after: QueuePlace | null = null) =>
  inTransaction(async (client) => {
    const { sort } = listFindingsSchema.parse(input);
    const { filters, classes, wanted } = await wantedClasses(client, input);
    return { total: classes.reduce((sum, { n }) => sum + n, 0), places: await selectPlaces(client, filters, wanted, { sort, limit: pageSize, after }) };
  }, inventory.database.pool);

const keyOf = ({ artifactId, packageVersionId }: QueuePlace) => `${artifactId} ${packageVersionId}`;

/** All rows in an order, by one sort of all. */
async function naive(sort: ListFindings["sort"], where: string): Promise<string[]> {
  const way = sort === "epss" ? "desc" : orderOf(sort).way;
  const index = sort === "epss" ? "coalesce(v.epss, -1)" : orderOf(sort).index;
  const columns = [
    ...(sort === "severity" ? ["x.severity_rank"] : []),
    index,
    ...(sort === "epss" ? ["v.id", "x.artifact_id", "x.package_version_id"] : ["x.artifact_id", "x.package_version_id"]),
  ];
  const found = await rows<{ key: string }>(
    `select concat_ws(' ', x.artifact_id, x.package_version_id) as key from open_finding x join vulnerability v on v.id = x.vulnerability_id where ${where}
     order by ${columns.map((column) => `${column} ${way}`).join(", ")}`,
  );
  return found.map(({ key }) => key);
}

const narrowed: [string, Partial<ListFindings>, string][] = [
  ["everything", {}, "true"],
  ["one severity", { severity: ["high"] }, "x.severity_rank = 4 and x.kind <> 0"],
  ["nobody's", { assignee: ["none"] }, "x.assignee_id is null"],
];

describe("a queue that is too long to be sorted", () => {
  it.each((["priority", "severity", "epss", "opened", "-opened", "due", "-due"] as const).flatMap((sort) => narrowed.map((each) => [sort, ...each] as const)))(
    "has every page of %s, of %s, where one sort of all has it",
    async (sort, _, input, where) => {
      const wanted = await naive(sort, where);
      const seen: string[] = [];
      let after: QueuePlace | null = null;
      do {
        const { places }: { places: QueuePlace[] } = await queue({ ...input, sort }, after);
        seen.push(...places.map(keyOf));
        after = places.length === pageSize ? (places.at(-1) ?? null) : null;
      } while (after !== null);
      expect(seen).toEqual(wanted);
    },
  );

  it.each<[Partial<ListFindings>, string]>([
    [{}, "true"],
    [{ due: ["overdue"] }, "due_at <= now()"],
    [{ due: ["soon"] }, "due_at > now() and due_at <= now() + interval '7 days'"],
    [{ due: ["later"] }, "due_at > now() + interval '7 days'"],
    [{ due: ["none"] }, "due_at is null"],
    [{ due: ["overdue", "none"] }, "due_at is null or due_at <= now()"],
    [{ due: ["overdue", "soon", "later", "none"] }, "true"],
    [{ assignee: ["none"] }, "assignee_id is null"],
    [{ assignee: ["none"], due: ["overdue"] }, "assignee_id is null and due_at <= now()"],
    [{ assignee: ["none"], team: ["one"] }, "assignee_id is null and service_id = 1"],
    [{ assignee: people }, "assignee_id is not null"],
    [{ assignee: ["none", ...people] }, "true"],
    [{ team: ["one"], due: ["overdue"] }, "service_id = 1 and due_at <= now()"],
  ])("counts %j as a look at every row does", async (input, where) => {
    const [{ n } = { n: 0 }] = await rows<{ n: number }>(`select count(*)::int as n from open_finding where ${where}`);
    expect(n).toBeGreaterThan(0);
    expect((await queue(input)).total).toBe(n);
  });

  it.each(
    (["vulnerability", "package", "service"] as const).flatMap((by) =>
      (["priority", "findings"] as const).flatMap((sort) => narrowed.map(([name, input, where]) => [by, sort, name, input, where] as const)),
    ),
  )("groups by %s in the order of %s what is %s as one look at everything does", async (by, sort, _, input, where) => {
    const order = sort === "priority" ? "rank desc, findings desc" : "findings desc, rank desc";
    const wanted = await rows<{ id: number; findings: number; rank: number }>(
      `select ${by}_id as id, count(*)::int as findings, max(rank) as rank from open_finding x where ${where} group by 1 order by ${order}, id desc`,
    );
    const seen: { id: number; findings: number; rank: number }[] = [];
    const limit = by === "service" ? 2 : 20;
    // The first pages are made otherwise than the later ones.
    for (let pages = 0; pages < 12 && seen.length < wanted.length; pages++) {
      const { page, total } = await groups({ by, sort, limit, after: seen.at(-1) ?? null }, input);
      expect(total).toBe(wanted.length);
      seen.push(...page);
    }
    expect(seen).toEqual(wanted.slice(0, seen.length));
    expect(seen.length).toBeGreaterThanOrEqual(Math.min(wanted.length, 12 * limit));
  });

  it("counts the same when the changes are taken into the totals", async () => {
    const before = (await queue({ due: ["overdue"] })).total;
    expect(await takeInChanges(inventory.database.pool)).toEqual({ taken: 48_000, isDone: true });
    expect(await rows("select from open_total_change")).toEqual([]);
    expect((await queue({})).total).toBe(24_000);
    expect((await queue({ due: ["overdue"] })).total).toBe(before);
  });

  it("counts right again after an older process wrote the queue and not the totals", async () => {
    const { pool } = inventory.database;
    expect(await recountTotals(pool)).toBe(0);
    await pool.query("delete from open_finding where artifact_id = 1 and state = 'undecided'");
    await pool.query(
      "update open_total set n = n + 5 where (due_on, kind, severity_rank, kev, state) = (select due_on, kind, severity_rank, kev, state from open_total order by 1, 2, 3, 4, 5 limit 1)",
    );
    const [{ n } = { n: 0 }] = await rows<{ n: number }>("select count(*)::int as n from open_finding");
    expect((await queue({})).total).not.toBe(n);
    expect(await recountTotals(pool)).toBeGreaterThan(1);
    expect((await queue({})).total).toBe(n);
    expect(await recountTotals(pool)).toBe(0);
  });
});
