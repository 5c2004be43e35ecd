import type { Candidates } from "./queries/candidates";

/** Since when and until when the same SBOMs are stale. */
type Freshness = { staleBefore: Date; nextStaleAt: Date | null };

/** Of which services nothing is known, now and at moments of the past, of one state of the database. What was kept first is let go first, and now last of all. */
export class KeptMoments {
  #now: (Candidates & Freshness) | null = null;
  readonly #past = new Map<string, Candidates>();
  readonly #limits: { moments: number; candidates: number };

  /** @param limits moments of the past, and candidates of all moments together */
  constructor(limits: { moments: number; candidates: number }) {
    this.#limits = limits;
  }

  /** What is not known now, as long as no further SBOM has become stale. */
  now(staleBefore: Date): Candidates | null {
    const now = this.#now;
    if (now === null || now.staleBefore > staleBefore) return null;
    return now.nextStaleAt === null || staleBefore <= now.nextStaleAt ? now : null;
  }

  /** What was not known at a moment, or in a window that ends there. */
  past(asOf: Date, from: Date | null): Candidates | null {
    return this.#past.get(keyOf(asOf, from)) ?? null;
  }

  keepNow(found: Candidates, freshness: Freshness): void {
    this.#now = { ...found, ...freshness };
    this.#dropOldest();
  }

  keepPast(found: Candidates, asOf: Date, from: Date | null): void {
    this.#past.set(keyOf(asOf, from), found);
    this.#dropOldest();
  }

  #dropOldest(): void {
    const { moments, candidates } = this.#limits;
    let total = this.#now ? sizeOf(this.#now) : 0;
    for (const each of this.#past.values()) total += sizeOf(each);
    for (const [key, each] of this.#past) {
      if (this.#past.size <= moments && total <= candidates) return;
      this.#past.delete(key);
      total -= sizeOf(each);
    }
    if (total > candidates) this.#now = null;
  }
}

const keyOf = (asOf: Date, from: Date | null) => `${from?.getTime() ?? ""} ${asOf.getTime()}`;

const sizeOf = ({ candidates, retired }: Candidates) => candidates.length + retired.length;
