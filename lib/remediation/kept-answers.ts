import { isQuiet } from "@/lib/blast-radius/kept";

/** Answers that a process has made, the newest `max` of them: they are the answers again as long as nobody wrote anything, which a snapshot's stamp says. */
export class KeptAnswers<T> {
  readonly #max: number;
  readonly #answers = new Map<string, T>();

  constructor(max: number) {
    this.#max = max;
  }

  find(stamp: string, question: unknown): T | undefined {
    return this.#answers.get(JSON.stringify([stamp, question]));
  }

  /** Keeps an answer, unless something is being written that it does not show. */
  keep(stamp: string, question: unknown, answer: T): void {
    if (!isQuiet(stamp)) return;
    const [eldest] = this.#answers.keys();
    if (this.#answers.size >= this.#max && eldest !== undefined) this.#answers.delete(eldest);
    this.#answers.set(JSON.stringify([stamp, question]), answer);
  }
}
