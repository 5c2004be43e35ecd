import { classWidth } from "./finding-class";
import { FindingClasses } from "./finding-classes";
import type { LeftColumns, PackedRow } from "./queries/scope";

/** Classes that are kept beside those of artifacts as they are. */
const sparesMax = 200_000;

/** Package versions with their findings as they were packed, by artifact and digest, so what is here stays true as long as the dictionary does. */
export class KeptClasses {
  readonly classes = new FindingClasses();
  readonly #artifacts = new Map<number, { digest: bigint; classes: Int32Array }>();
  readonly #edition: number;
  /** Classes that artifacts name, each time that one does. */
  #live = 0;

  /** Of a dictionary as often as rows of it changed. */
  constructor(edition: number) {
    this.#edition = edition;
  }

  /** Whether it can go on being used. */
  isOf(edition: number): boolean {
    return this.#edition === edition && this.classes.length <= 2 * this.#live + sparesMax;
  }

  /** Those of some artifacts of which the findings of this digest are not here. */
  missing(artifactIds: Int32Array, digests: BigInt64Array): number[] {
    return [...artifactIds].filter((id, place) => digests[place] !== 0n && this.#artifacts.get(id)?.digest !== digests[place]);
  }

  /** Takes packed findings in. */
  keep(rows: readonly PackedRow[]): void {
    for (const { artifactId, digest, findings } of rows) {
      const classes = this.#read(findings);
      this.#live += classes.length - this.of(artifactId).length;
      this.#artifacts.set(artifactId, { digest: digest.readBigInt64BE(), classes });
    }
  }

  /** The classes of an artifact. */
  of(artifactId: number): Int32Array {
    return this.#artifacts.get(artifactId)?.classes ?? none;
  }

  /** The same without what people decided to leave, which is from `from` to `to` of the columns. */
  without(artifactId: number, { packageVersionIds, vulnerabilityIds }: LeftColumns, from: number, to: number): Int32Array {
    const left = new Map<number, Set<number>>();
    for (let i = from; i < to; i++) {
      const place = this.classes.place(packageVersionIds[i] ?? 0);
      const of = left.get(place);
      if (of) of.add(vulnerabilityIds[i] ?? 0);
      else left.set(place, new Set([vulnerabilityIds[i] ?? 0]));
    }
    return this.of(artifactId).map((number) => {
      const { columns, held } = this.classes;
      const at = number * classWidth;
      const [place = 0, ...ids] = held.of(columns[at] ?? 0);
      const decided = left.get(place);
      if (!decided) return number;
      const rest = held.number([place, ...ids.filter((id) => !decided.has(id))]);
      return this.classes.number(rest, columns[at + 1] ?? 0, columns[at + 2] ?? 0);
    });
  }

  /** As `packFindings` wrote them. */
  #read(packed: Buffer): Int32Array {
    const { classes } = this;
    const numbers: number[] = [];
    for (let at = 0; at < packed.length; ) {
      const [cause, directs] = [packed.readInt32BE(at + 4), packed.readInt32BE(at + 8)];
      for (let i = 0; i < directs; i++) list[i] = classes.place(packed.readInt32BE(at + 12 + i * 4));
      const direct = directs === 0 ? -1 : classes.directs.number(list, directs);
      const countAt = at + 12 + directs * 4;
      const count = packed.readInt32BE(countAt);
      list[0] = classes.place(packed.readInt32BE(at));
      for (let i = 1; i <= count; i++) list[i] = packed.readInt32BE(countAt + i * 4);
      numbers.push(classes.number(classes.held.number(list, count + 1), cause, direct));
      at = countAt + (count + 1) * 4;
    }
    return Int32Array.from(numbers);
  }
}

/** The store of this process for a state of the dictionary, or a new one when the old one is of another or full: who reads from that goes on. */
export function keptClasses(edition: number): KeptClasses {
  if (!kept.isOf(edition)) kept = new KeptClasses(edition);
  return kept;
}

let kept = new KeptClasses(0);

const none = new Int32Array(0);
const list: number[] = [];
