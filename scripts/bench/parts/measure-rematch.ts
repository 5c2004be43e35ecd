import { createPool, inTransaction } from "@/lib/db";
import { rematchEverything } from "@/lib/matching";
import { allPackages, makeDictionary } from "../fleet/dictionary";
import { loadFleetDictionary } from "../fleet/load-fleet";
import { applyRecords } from "../mirror/apply-records";
import { fleetRecords } from "../mirror/fleet-records";
import { countInRange, countToMatch } from "../queries/advisories";
import { atMost, round, singleFigure } from "../report/figures";
import { withScratchDatabase } from "../scratch-database";
import type { Mirrored } from "./measure-mirror";

const part = "Matching";
/** About 0.8 million versions, and as many ranges and listed versions in the proportions that real records have. */
const full = { packages: 160_000, records: 140_000, ranges: 1.8, versions: 6.4, lowShare: 0.3 };

/** Everything matched anew, in a database of its own: when all matches are new, and when none is. */
export async function measureRematch({ root, databaseUrl, options, report, say }: Mirrored): Promise<void> {
  const shape = options.isSmall ? { ...full, packages: 2_000, records: 1_000 } : full;
  await withScratchDatabase(root, databaseUrl, "rematch", async (client, url) => {
    const dictionary = makeDictionary(options.sizes.seed, shape.packages);
    await loadFleetDictionary(url, dictionary);
    const pool = createPool(url, 2);
    try {
      say("Writing advisories about a large dictionary ...");
      await applyRecords(pool, fleetRecords(allPackages(dictionary), shape, options.sizes.seed + 40));
      await client.query("truncate match");
      for (const what of ["when all matches are new", "when none differs"]) {
        const startedMs = performance.now();
        const { added, changed, removed } = await inTransaction((on) => rematchEverything(on), pool);
        const seconds = (performance.now() - startedMs) / 1_000;
        const floorStartedMs = performance.now();
        await countInRange(client);
        const floorSeconds = (performance.now() - floorStartedMs) / 1_000;
        const { versions, ranges, listed, matches } = await countToMatch(client);
        const count = (value: number) => value.toLocaleString("en");
        report(
          singleFigure(part, `everything matched anew, ${what}`, {
            floor: `the bare join of versions and ranges, counted: ${round(floorSeconds)} s`,
            used: `${round(seconds)} s: ${count(versions)} package versions, ${count(ranges)} ranges, ${count(listed)} listed versions, ${count(matches)} matches; ${count(added + changed + removed)} written`,
            bars: [atMost("time", seconds, 3, "s")],
          }),
        );
      }
    } finally {
      await pool.end();
    }
  });
}
