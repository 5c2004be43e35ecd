import fc from "fast-check";
import { expect, it } from "vitest";
import { minute, type Told, withAdvisoryStore } from "./setup/advisory-store";

const store = withAdvisoryStore();
const held = ["left@1.0.0", "left@2.0.0", "right@1.0.0"];
const keys = ["GHSA-a", "GHSA-b", "MAL-1", "PYSEC-1", "CVE-1"];

const record = fc.record({
  key: fc.constantFrom(...keys),
  aliases: fc.subarray(["CVE-1", "CVE-2", "ghsa-A", "MAL-1", "GHSA-b"], { maxLength: 3 }),
  affects: fc.subarray(held),
  isWithdrawn: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ records: fc.array(record, { minLength: 1, maxLength: 3 }), removed: fc.constant<string[]>([]) }) },
  { weight: 1, arbitrary: fc.record({ records: fc.constant<never[]>([]), removed: fc.subarray(keys, { minLength: 1, maxLength: 2 }) }) },
);

type Known = { aliases: string[]; affects: string[]; isLive: boolean };
type Row = { pair: string; opened: number; closed: number | null; keys: string[] | null; group: number };

/** Groups by joining whatever shares a name until nothing changes. */
function naiveGroups(known: ReadonlyMap<string, Known>): Map<string, string> {
  const groups = [...known].map(([key, { aliases }]) => ({ keys: [key], names: new Set([key, ...aliases].map((name) => name.toUpperCase())) }));
  for (let joined = true; joined; ) {
    joined = false;
    for (const one of groups) {
      const at = groups.findIndex((other) => other !== one && [...other.names].some((name) => one.names.has(name)));
      if (at < 0) continue;
      const [other] = groups.splice(at, 1);
      one.keys.push(...(other?.keys ?? []));
      for (const name of other?.names ?? []) one.names.add(name);
      joined = true;
      break;
    }
  }
  return new Map(groups.flatMap((group) => group.keys.map((key) => [key, group.keys.toSorted().join(" ")])));
}

const findings = () =>
  store.rows<Row>(
    `select f.artifact_id || ' ' || p.name || '@' || v.version as pair, extract(epoch from opened_at)::float8 as opened, extract(epoch from closed_at)::float8 as closed,
       (select array_agg(key order by key) from advisory where id = any(advisory_ids)) as keys, f.vulnerability_id as group
     from finding f join package_version v on v.id = f.package_version_id join package p on p.id = v.package_id`,
  );

it("any sequence of records gives the groups and open findings of a computation from nothing, and loses no finding", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 9 }), async (steps) => {
      await store.empty();
      await store.ship("one", held);
      await store.ship("two", held.slice(1));
      const pairs = [...held.map((each) => `1 ${each}`), ...held.slice(1).map((each) => `2 ${each}`)];
      const known = new Map<string, Known>();
      const sinceOf = new Map<string, number>();
      const closedOnce = new Map<string, Row>();
      for (const [i, { records, removed }] of steps.entries()) {
        const at = minute(i + 1);
        const told = new Map<string, Told>();
        for (const { isWithdrawn, ...each } of records) {
          told.set(each.key, { ...each, modifiedAt: at.toISOString(), withdrawnAt: isWithdrawn ? at.toISOString() : null, says: String(i) });
          known.set(each.key, { aliases: each.aliases, affects: each.affects, isLive: !isWithdrawn });
        }
        for (const key of removed) {
          const gone = known.get(key);
          if (gone) known.set(key, { ...gone, isLive: false });
        }
        await store.apply([...told.values()], { removedKeys: removed, at });

        const groupOf = naiveGroups(known);
        expect(await store.groups()).toEqual([...new Set(groupOf.values())].sort());
        const ids = new Map(
          (await store.rows<{ key: string; id: number }>("select key, vulnerability_id as id from advisory")).map(({ key, id }) => [key, id]),
        );
        const names = new Set([...known].flatMap(([key, { aliases }]) => [key, ...aliases].map((name) => `${name.toUpperCase()} ${ids.get(key)}`)));
        expect(
          (await store.rows<{ line: string }>("select name || ' ' || vulnerability_id as line from vulnerability_alias")).map(({ line }) => line).sort(),
        ).toEqual([...names].sort());
        expect((await store.rows<{ id: number }>("select id from vulnerability")).map(({ id }) => id).sort()).toEqual([...new Set(ids.values())].sort());
        expect(await store.rows("select 1 from match m join advisory a on a.id = m.advisory_id where m.vulnerability_id <> a.vulnerability_id")).toEqual([]);

        const now = await findings();
        const open = new Map(now.filter(({ closed }) => closed === null).map((row) => [`${row.pair} ${row.group}`, row.opened]));
        const wanted = new Set<string>();
        for (const [key, { affects, isLive }] of known) {
          for (const pair of pairs) {
            const hits = isLive && affects.some((each) => pair.endsWith(` ${each}`));
            if (!hits) {
              sinceOf.delete(`${key} ${pair}`);
              continue;
            }
            wanted.add(`${pair} ${ids.get(key)}`);
            const since = sinceOf.get(`${key} ${pair}`) ?? at.getTime() / 1_000;
            sinceOf.set(`${key} ${pair}`, since);
            // Half a second, for what begins a millisecond after what ended at the same moment.
            expect(open.get(`${pair} ${ids.get(key)}`)).toBeLessThan(since + 0.5);
          }
        }
        expect([...open.keys()].sort()).toEqual([...wanted].sort());

        for (const old of closedOnce.values()) {
          for (const key of old.keys ?? []) {
            const kept = now.find(({ pair, opened, group }) => pair === old.pair && opened === old.opened && group === ids.get(key));
            expect(kept, `${key} ${JSON.stringify(old)}`).toBeDefined();
            if (kept?.closed !== null) expect(kept?.closed).toBeGreaterThanOrEqual(old.closed ?? 0);
            expect(kept?.keys).toContain(key);
          }
        }
        for (const row of now) if (row.closed !== null) closedOnce.set(JSON.stringify(row), row);
      }
    }),
    { numRuns: 60, endOnFailure: false },
  );
});
