import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAffectedServices } from "@/lib/blast-radius";
import { daysAgo, documentOf, npm, reader, withInventory } from "./inventory-fixture";

const inventory = withInventory();

const [a, b] = ["a".repeat(64), "b".repeat(64)];
/** What an SBOM says of the package: that it is there, and with which bits. */
const said = { absent: null, bare: [], a: [a], b: [b], both: [b, a] } as const;
type Said = keyof typeof said;

const ask = async (q: string, day: number | null = null) => {
  const answer = await findAffectedServices({ ctx: reader, input: { q, ...(day === null ? {} : { asof: halfPast(day).toISOString() }) } });
  const { affected, clean, unknown } = answer.verdict;
  return { verdict: { affected, clean, unknown }, noHash: answer.unknownByReason.no_hash, since: answer.data.map((row) => [row.service.slug, row.since]) };
};
// Half an hour before a day is full: after the builds of that day, which are an hour older.
const halfPast = (day: number) => new Date(daysAgo(day).getTime() - 1_800_000);
const document = (what: Said) =>
  documentOf([npm("other", "1.0.0"), ...(said[what] === null ? [] : [npm("tampered", "1.0.0", { sha256: [...(said[what] ?? [])] })])]);

describe("a question by the hash of a component", () => {
  it("means the services whose SBOM gives that hash; another one is clean, and none at all unknown", async () => {
    await inventory.empty();
    for (const [service, what] of Object.entries({ one: "a", other: "b", silent: "bare", twice: "both", without: "absent" } as const)) {
      await inventory.ship({ service }, document(what));
    }
    expect(await ask(`sha256:${a}`)).toMatchObject({ verdict: { affected: 2, clean: 2, unknown: 1 }, noHash: 1 });
    expect(await ask(`sha256:${b}`)).toMatchObject({ verdict: { affected: 2, clean: 2, unknown: 1 }, noHash: 1 });
    expect(await ask(`sha256:${"c".repeat(64)}`)).toMatchObject({ verdict: { affected: 0, clean: 5, unknown: 0 }, noHash: 0 });
    expect(await ask(`sha256:${a} tampered@1.0.0`)).toMatchObject({ verdict: { affected: 4, clean: 1, unknown: 0 } });
  });

  it("counts the package that had the hash as known, and none for a hash that no SBOM gave", async () => {
    const matched = async (hex: string) => (await findAffectedServices({ ctx: reader, input: { q: `sha256:${hex}` } })).meta.packagesMatched;
    expect(await matched(a)).toBe(1);
    expect(await matched("c".repeat(64))).toBe(0);
  });

  it("says who had the bits at a moment, when they changed under the same version", async () => {
    await inventory.empty();
    for (const [day, what] of [
      [30, "a"],
      [20, "b"],
      [10, "bare"],
    ] as const) {
      await inventory.ship({ service: "shop", builtAt: new Date(daysAgo(day).getTime() - 3_600_000) }, document(what));
    }
    const verdicts = [];
    for (const day of [40, 25, 15, 5]) verdicts.push((await ask(`sha256:${a}`, day)).verdict, (await ask(`sha256:${b}`, day)).verdict);
    const [affected, clean, unknown] = ["affected", "clean", "unknown"].map((key) => ({ affected: 0, clean: 0, unknown: 0, [key]: 1 }));
    expect(verdicts).toEqual([unknown, unknown, affected, clean, clean, affected, unknown, unknown]);
  });

  it("reads a body again that was taken in before presences had hashes", async () => {
    await inventory.empty();
    await inventory.ship({ service: "old" }, document("a"));
    await inventory.database.pool.query("update presence set hash_id = null");
    await inventory.database.pool.query("update artifact_head set hashes_read = false");
    inventory.restart();
    expect((await ask(`sha256:${a}`)).verdict).toEqual({ affected: 0, clean: 0, unknown: 1 });
    await inventory.ship({ service: "old" }, document("a"));
    expect((await ask(`sha256:${a}`)).verdict).toEqual({ affected: 1, clean: 0, unknown: 0 });
  });

  it("agrees with a recomputation from all builds, in whatever order they arrive, and says since when the bits are there, and since when the version", async () => {
    const build = fc.record({
      service: fc.constantFrom("s0", "s1"),
      day: fc.integer({ min: 1, max: 12 }),
      what: fc.constantFrom(...(Object.keys(said) as Said[])),
    });
    // The dictionary, which outlives the inventory of a round, knows both hashes.
    for (const what of ["a", "b"] as const) await inventory.ship({ service: "first" }, document(what));
    await fc.assert(
      fc.asyncProperty(fc.array(build, { minLength: 1, maxLength: 9 }), async (builds) => {
        await inventory.empty();
        for (const service of ["s0", "s1"]) await inventory.know(service);
        const times = new Map<object, Date>();
        const now = Date.now();
        for (const each of builds) {
          times.set(each, new Date(now - each.day * 86_400_000 - 3_600_000));
          await inventory.ship({ service: each.service, builtAt: times.get(each) as Date }, document(each.what));
        }
        for (const day of [null, 0, 1, 2, 3, 5, 8, 11, 12]) {
          const then = ["s0", "s1"].map((service) => {
            // A stable sort: of builds of one day the later one to arrive is the newer.
            const known = builds.filter((each) => each.service === service && (day === null || each.day >= day)).sort((x, y) => y.day - x.day);
            const gap = known.findLastIndex(({ what }) => what === "absent");
            return { service, known, what: known.at(-1)?.what ?? null, since: known[gap + 1] && times.get(known[gap + 1] as object) };
          });
          const of = `day ${day} of ${JSON.stringify(builds)}`;
          for (const [hash, holders] of [
            [a, ["a", "both"]],
            [b, ["b", "both"]],
          ] as const) {
            const affected = then.filter(({ what }) => holders.includes(what as never)).length;
            const since = then.flatMap(({ service, known, what }) => {
              const other = known.findLastIndex((each) => !holders.includes(each.what as never));
              return holders.includes(what as never) ? [[service, times.get(known[other + 1] as object)?.toISOString()]] : [];
            });
            const unknown = then.filter(({ what }) => what === null || what === "bare").length;
            expect(await ask(`sha256:${hash}`, day), of).toMatchObject({ verdict: { affected, unknown, clean: 2 - affected - unknown }, since });
          }
          const held = then.filter(({ what }) => what !== null && what !== "absent");
          expect((await ask("npm:tampered@1.0.0", day)).since, of).toEqual(held.map(({ service, since }) => [service, since?.toISOString()]));
        }
      }),
      { numRuns: 60 },
    );
  });
});
