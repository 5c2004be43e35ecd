/** A finding that stands out, as its history has it. */
export type TopEntry = { artifactId: number; opened: number; closed: number; code: number; weight: number; due: number | null };

/** The first few by weight, greatest first, then by when they opened, then by artifact; of what is equal in all that, those that were offered first. */
export class Top {
  readonly entries: TopEntry[] = [];
  /** Less than this, or as much and opened later, is not among them. */
  least = -Infinity;
  latest = Infinity;

  constructor(readonly size: number) {}

  add(entry: TopEntry): void {
    let at = this.entries.length;
    while (at > 0 && precedes(entry, this.entries[at - 1])) at -= 1;
    this.entries.splice(at, 0, entry);
    if (this.entries.length > this.size) this.entries.pop();
    const last = this.entries.at(-1);
    if (!last || this.entries.length < this.size) return;
    this.least = last.weight;
    this.latest = last.opened;
  }
}

function precedes(entry: TopEntry, other: TopEntry | undefined): boolean {
  if (other === undefined || entry.weight !== other.weight) return other === undefined || entry.weight > other.weight;
  if (entry.opened !== other.opened) return entry.opened < other.opened;
  return entry.artifactId < other.artifactId;
}
