import type { Tally } from "./tally";

/** What a tally was counted from: of each artifact its id, the revision of its findings, and the number of its place. */
export type CountedFrom = Int32Array;

type Kept = { from: CountedFrom; minute: number; tally: Tally };

/** The most questions of which a process keeps what was counted, and numbers of all of them: 32 MB. */
const questionsMax = 16;
const numbersMax = 8_000_000;

/** Tallies that a process has made, by question and team: each is the tally again as long as its artifacts have the same findings, and no clock of theirs passes anything. */
export class KeptTallies {
  readonly #questions = new Map<string, Map<number, Kept>>();
  #numbers = 0;

  find(question: string, team: number, from: CountedFrom, minute: number): Tally | null {
    const kept = this.#questions.get(question)?.get(team);
    const isOf = kept && kept.minute <= minute && minute < kept.tally.changesAt && isSame(kept.from, from);
    return isOf ? kept.tally : null;
  }

  /** Keeps what was counted for a question, by the places of teams, and forgets the questions that were asked the longest ago. */
  keep(question: string, tallies: readonly { team: number; from: CountedFrom; tally: Tally }[]): void {
    const kept = this.#questions.get(question) ?? new Map<number, Kept>();
    this.#questions.delete(question);
    this.#questions.set(question, kept);
    for (const { team, from, tally } of tallies) {
      this.#numbers += sizeOf({ from, tally }) - sizeOf(kept.get(team));
      kept.set(team, { from, minute: tally.frame.now, tally });
    }
    for (const [eldest, of] of this.#questions) {
      if (this.#questions.size <= questionsMax && this.#numbers <= numbersMax) return;
      this.#questions.delete(eldest);
      for (const each of of.values()) this.#numbers -= sizeOf(each);
    }
  }
}

const sizeOf = (kept: Pick<Kept, "from" | "tally"> | undefined) => (kept ? kept.from.length + kept.tally.size : 0);

function isSame(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
