import type { HeadFacts } from "./facts";
import type { HeadDocument } from "./queries/head";
import { TwoGenerationCache } from "./two-generation-cache";

/** Heads kept per generation; a head of 1,000 components takes about 60 KB. */
const headsMax = 300;

/** A number each. */
const printsMax = 20_000;

/**
 * What this process knows of heads. Facts are true only for the `lastSeq` they were stored with: every build, late ones
 * included, moves it, so a head that another process moved is read again.
 */
export class HeadCache {
  readonly #facts = new TwoGenerationCache<number, { lastSeq: number; facts: HeadFacts }>(headsMax);
  readonly #prints = new TwoGenerationCache<number, number>(printsMax);
  readonly #documents = new TwoGenerationCache<number, HeadDocument>(headsMax);

  /** Of the body that this process wrote last for a head, which another process may have moved since; null when it wrote none. */
  printOf(artifactId: number): number | null {
    return this.#prints.get(artifactId) ?? null;
  }

  rememberPrint(artifactId: number, print: number): void {
    this.#prints.set(artifactId, print);
  }

  /** The facts of the head as of `lastSeq`, or null when they are not known here. */
  factsOf(artifactId: number, lastSeq: number): HeadFacts | null {
    const known = this.#facts.get(artifactId);
    return known?.lastSeq === lastSeq ? known.facts : null;
  }

  remember(artifactId: number, lastSeq: number, facts: HeadFacts): void {
    this.#facts.set(artifactId, { lastSeq, facts });
  }

  /** The head's document, possibly an older head's: the caller checks under the lock what it concludes from it. */
  async documentOf(artifactId: number, load: () => Promise<HeadDocument | null>): Promise<HeadDocument | null> {
    const known = this.#documents.get(artifactId);
    if (known) return known;
    const loaded = await load();
    if (loaded) this.#documents.set(artifactId, loaded);
    return loaded;
  }

  forgetDocument(artifactId: number): void {
    this.#documents.delete(artifactId);
  }

  forget(artifactId: number): void {
    this.#facts.delete(artifactId);
    this.#prints.delete(artifactId);
    this.#documents.delete(artifactId);
  }
}
