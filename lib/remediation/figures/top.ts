/** A finding that stands out, as its history has it. */
export type TopEntry = { artifactId: number; opened: number; closed: number; code: number; weight: number; due: number | null };

/** The first few by weight, greatest first, then by when they opened. Of equals those that were offered first, so offer artifacts by their ids. */
export class Top {
  readonly entries: TopEntry[] = [];
  readonly #size: number;
  #least = -Infinity;
  #latest = Infinity;

  constructor(size: number) {
    this.#size = size;
  }

  /** Whether it would be among them. */
  wants(weight: number, opened: number): boolean {
    return this.entries.length < this.#size || weight > this.#least || (weight === this.#least && opened < this.#latest);
  }

  add(entry: TopEntry): void {
    let at = this.entries.length;
    while (at > 0 && precedes(entry, this.entries[at - 1])) at -= 1;
    this.entries.splice(at, 0, entry);
    if (this.entries.length > this.#size) this.entries.pop();
    if (this.entries.length < this.#size) return;
    const last = this.entries.at(-1);
    this.#least = last?.weight ?? -Infinity;
    this.#latest = last?.opened ?? Infinity;
  }
}

function precedes(entry: TopEntry, other: TopEntry | undefined): boolean {
  return other === undefined || entry.weight > other.weight || (entry.weight === other.weight && entry.opened < other.opened);
}
