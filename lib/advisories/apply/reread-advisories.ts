import type { Pool, PoolClient } from "pg";
import { readOsvRecord } from "@/lib/advisories/osv";
import { bytesOf } from "@/lib/advisories/record-form";
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
      const { reread, refused, reached } = await this.#reread(last, at());
      total.reread += reread;
      total.refused += refused;
      this.#after = reached;
    } while (performance.now() - startedMs < budgetMs);
    return { ...total, isDone: false };
  }

  async #reread(last: number, at: Date): Promise<RereadStretch> {
    const span = { after: this.#after, last, revision: storedRevision };
    return inTransaction(async (client) => {
      await lockAdvisories(client);
      const outdated = await selectOutdatedAdvisories(client, span);
      return rereadAll(client, outdated, { last, bytesMax: this.#stretch.bytesMax, at });
    }, this.#pool);
  }
}

/** `reached`: the id up to which nothing is outdated any more. */
type RereadStretch = { reread: number; refused: number; reached: number };

/** Ends before `last` when the records unpack to more bytes than one transaction is to read. */
async function rereadAll(
  client: PoolClient,
  outdated: readonly OutdatedAdvisory[],
  { last, bytesMax, at }: { last: number; bytesMax: number; at: Date },
): Promise<RereadStretch> {
  const written: Written[] = [];
  const refused: number[] = [];
  let reached = last;
  let bytesRead = 0;
  for (const [place, stored] of outdated.entries()) {
    const bytes = bytesOf(stored);
    bytesRead += bytes.length;
    if (bytesRead > bytesMax && place > 0) {
      reached = outdated[place - 1]?.id ?? last;
      break;
    }
    const read = readOsvRecord(bytes);
    // A key is who an advisory is; rules that would now give another one do not make this one that.
    if (read.kind === "refused" || read.advisory.key !== stored.key) {
      refused.push(stored.id);
      continue;
    }
    const fresh = toWritten({ advisory: read.advisory, raw: stored.raw, packedDigest: stored.packedDigest, digest: stored.digest }, stored);
    // What no feed lists stays withdrawn, whatever its bytes say.
    const withdrawn = stored.feedIds.length === 0 ? stored.withdrawn : fresh.times.withdrawn;
    written.push({ ...fresh, times: { ...fresh.times, withdrawn } });
  }
  if (refused.length > 0) await setRevision(client, refused, storedRevision);
  if (written.length > 0) await writeAdvisories(client, { written, ended: [], at });
  return { reread: written.length, refused: refused.length, reached };
}

const rereadings = new WeakMap<Pool, AdvisoryRereading>();

/** The same for callers that keep nothing: where it is, is remembered for each pool. */
export async function rereadAdvisories(pool: Pool, { budgetMs }: { budgetMs: number }): Promise<Reread> {
  const rereading = rereadings.get(pool) ?? new AdvisoryRereading(pool);
  rereadings.set(pool, rereading);
  return rereading.sweep({ budgetMs });
}
