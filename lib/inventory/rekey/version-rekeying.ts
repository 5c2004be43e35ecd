import type { Pool } from "pg";
import { bumpEdition } from "@/lib/db/editions";
import { inTransaction } from "@/lib/db/transaction";
import { isIngestOwed } from "@/lib/inventory/assess/queries";
import { lockMatching, matchPackageVersions } from "@/lib/matching";
import { keyRevision, storedKey } from "@/lib/versions";
import { selectOutdatedVersions, selectStretchEnd, updateVersionKeys } from "./queries";

/** Rows that are looked at, and at most written, by one statement. */
const stretchRows = 5_000;
/** How far behind the end a further sweep begins: ids are given before their rows are committed. */
const overlapIds = 20_000;

/**
 * Gives package versions whose key is of an older revision their key of today and matches them with it, in the order of ids. It remembers where it is, so
 * that a dictionary in which nothing is outdated is read once for each process and not with every sweep.
 */
export class VersionRekeying {
  readonly #pool: Pool;
  readonly #stretchRows: number;
  #after = 0;

  constructor(pool: Pool, rows = stretchRows) {
    this.#pool = pool;
    this.#stretchRows = rows;
  }

  /**
   * Goes on for about `budgetMs`, and no further than one stretch while an upload waits. Returns how many rows were written and
   * whether the end was reached.
   */
  async sweep({ budgetMs }: { budgetMs: number }): Promise<{ rekeyed: number; isDone: boolean }> {
    const startedMs = performance.now();
    let rekeyed = 0;
    do {
      const last = await selectStretchEnd(this.#pool, this.#after, this.#stretchRows);
      if (last === null) {
        this.#after = Math.max(0, this.#after - overlapIds);
        return { rekeyed, isDone: true };
      }
      rekeyed += await this.#rekey(last);
      this.#after = last;
    } while (performance.now() - startedMs < budgetMs && !(await isIngestOwed(this.#pool)));
    return { rekeyed, isDone: false };
  }

  async #rekey(last: number): Promise<number> {
    const outdated = await selectOutdatedVersions(this.#pool, { after: this.#after, last, revision: keyRevision });
    if (outdated.length === 0) return 0;
    const fresh = outdated.map(({ id, ecosystem, version, advisory }) => ({
      id,
      key: storedKey(ecosystem, version),
      advisoryKey: advisory && storedKey(advisory.ecosystem, advisory.version),
    }));
    return inTransaction(async (client) => {
      // Before the rows: whoever changes rows of the dictionary does it alone, so that no two wait for each other's.
      await lockMatching(client, "exclusive");
      const rekeyed = await updateVersionKeys(client, keyRevision, fresh);
      if (rekeyed.length > 0) {
        await bumpEdition(client, "dictionary_edition");
        await matchPackageVersions(client, rekeyed);
      }
      return rekeyed.length;
    }, this.#pool);
  }
}
