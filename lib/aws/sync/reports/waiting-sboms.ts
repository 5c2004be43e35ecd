import { waitingSbomsMax, waitingSbomsNamed } from "../limits";
import { selectReadySubjects } from "../queries/exports";
import type { SyncRun, WaitingSbom } from "../syncer";

/** Exported SBOMs that a feed keeps in mind until it is known what they are of: the last ones, by the keys of their files. */
export class WaitingSboms {
  readonly #byKey: Map<string, WaitingSbom>;

  constructor(waiting: readonly WaitingSbom[]) {
    this.#byKey = new Map(waiting.map((each) => [each.key, each]));
  }

  /** Keys of those that can be taken now. */
  async ready({ pool }: SyncRun): Promise<string[]> {
    const waiting = [...this.#byKey.values()];
    if (waiting.length === 0) return [];
    const ready = await selectReadySubjects(pool, waiting);
    return waiting.flatMap(({ key }, n) => (ready.has(n) ? [key] : []));
  }

  /** What became of a file: null when it waits no more. */
  settle(key: string, still: WaitingSbom | null): void {
    this.#byKey.delete(key);
    if (still !== null) this.#byKey.set(key, still);
  }

  /** Those that are kept in mind, told to people: by digest, that they can be mapped. */
  keep({ count, note }: SyncRun): WaitingSbom[] {
    const all = [...this.#byKey.values()];
    const kept = all.slice(-waitingSbomsMax);
    if (all.length > 0) count("sbomsWaiting", kept.length);
    if (all.length > kept.length)
      note(`${all.length - kept.length} SBOMs of what no artifact has are not kept in mind any more: export them again when it is mapped.`);
    for (const { key, digest, arn } of kept.slice(-waitingSbomsNamed).reverse())
      note(`${key} is an SBOM of ${digest ?? arn}, which is mapped to no artifact, or to several. It is taken in when that is mapped to one.`);
    if (kept.length > waitingSbomsNamed) note(`${kept.length - waitingSbomsNamed} more SBOMs wait in the same way.`);
    return kept;
  }
}
