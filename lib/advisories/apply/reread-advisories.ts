import type { Pool, PoolClient } from "pg";
import { readOsvRecord } from "@/lib/advisories/osv";
import { inTransaction } from "@/lib/db/transaction";
import { lockAdvisories } from "./queries/advisories";
import { type OutdatedAdvisory, selectOutdatedAdvisories, selectStretchEnd, setRevision } from "./queries/reread";
import { toWritten, type Written } from "./sort-batch";
import { storedRevision } from "./stored-revision";
import { writeAdvisories } from "./write-advisories";

/** What one transaction reads again, at most. */
const stretch = { limit: 500, bytesMax: 16 * 1024 * 1024 };

/** `refused`: what today's reader cannot read. It stays as it was read before. */
export type Reread = { reread: number; refused: number; isDone: boolean };

/**
 * Reads advisories again, from their stored bytes, whose ranges were made by older rules or keys, in the order of ids. What is done is in their rows, so
 * that a process that ends goes on where it was; and it remembers how far it came, so that a store in which nothing is outdated is read once for each process.
 */
export class AdvisoryRereading {
  readonly #pool: Pool;
  readonly #stretch: typeof stretch;
  #after = 0;

  /** `pool`: one without `pipeline`. */
  constructor(pool: Pool, limits = stretch) {
    this.#pool = pool;
    this.#stretch = limits;
  }

  /** Goes on for about `budgetMs`, one stretch at least. */
  async sweep({ budgetMs, at = () => new Date() }: { budgetMs: number; at?: () => Date }): Promise<Reread> {
    const startedMs = performance.now();
    const total = { reread: 0, refused: 0 };
    do {
      const last = await selectStretchEnd(this.#pool, this.#after, this.#stretch);
      if (last === null) return { ...total, isDone: true };
      const { reread, refused } = await this.#reread(last, at());
      total.reread += reread;
      total.refused += refused;
      this.#after = last;
    } while (performance.now() - startedMs < budgetMs);
    return { ...total, isDone: false };
  }

  async #reread(last: number, at: Date): Promise<{ reread: number; refused: number }> {
    const span = { after: this.#after, last, revision: storedRevision };
    return inTransaction(async (client) => {
      await lockAdvisories(client);
      return rereadAll(client, await selectOutdatedAdvisories(client, span), at);
    }, this.#pool);
  }
}

async function rereadAll(client: PoolClient, outdated: readonly OutdatedAdvisory[], at: Date): Promise<{ reread: number; refused: number }> {
  const written: Written[] = [];
  const refused: number[] = [];
  for (const stored of outdated) {
    const read = readOsvRecord(stored.raw);
    // A key is who an advisory is; rules that would now give another one do not make this one that.
    if (read.kind === "refused" || read.advisory.key !== stored.key) {
      refused.push(stored.id);
      continue;
    }
    const fresh = toWritten({ advisory: read.advisory, raw: stored.raw, digest: stored.digest }, stored);
    // What no feed lists stays withdrawn, whatever its bytes say.
    const withdrawn = stored.feedIds.length === 0 ? stored.withdrawn : fresh.times.withdrawn;
    written.push({ ...fresh, times: { ...fresh.times, withdrawn } });
  }
  if (refused.length > 0) await setRevision(client, refused, storedRevision);
  if (written.length > 0) await writeAdvisories(client, { written, ended: [], at });
  return { reread: written.length, refused: refused.length };
}

const rereadings = new WeakMap<Pool, AdvisoryRereading>();

/** The same for callers that keep nothing: where it is, is remembered for each pool. */
export async function rereadAdvisories(pool: Pool, { budgetMs }: { budgetMs: number }): Promise<Reread> {
  const rereading = rereadings.get(pool) ?? new AdvisoryRereading(pool);
  rereadings.set(pool, rereading);
  return rereading.sweep({ budgetMs });
}
