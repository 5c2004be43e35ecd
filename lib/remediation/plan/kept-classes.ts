import { causes, type FindingClass } from "./plan-input";
import type { LeftColumns, PackedRow } from "./queries/scope";

/** Classes that are kept beside those of artifacts as they are. */
const sparesMax = 200_000;

/** Package versions with their findings as they were packed, by artifact and digest, so what is here stays true. */
export class KeptClasses {
  readonly #classes: FindingClass[] = [];
  readonly #numbers = new Map<string, number>();
  /** Lists of ids by their bytes: classes share them, and so does what is made of them. */
  readonly #lists = new Map<string, readonly number[]>();
  readonly #artifacts = new Map<number, { digest: bigint; classes: Int32Array }>();
  /** Classes that artifacts name, each time that one does. */
  #live = 0;

  /** Whether most of it is of artifacts as they were. */
  get isFull(): boolean {
    return this.#classes.length > 2 * this.#live + sparesMax;
  }

  /** By the numbers that artifacts name. It only grows. */
  get classes(): readonly FindingClass[] {
    return this.#classes;
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
      const of = left.get(packageVersionIds[i] ?? 0);
      if (of) of.add(vulnerabilityIds[i] ?? 0);
      else left.set(packageVersionIds[i] ?? 0, new Set([vulnerabilityIds[i] ?? 0]));
    }
    return this.of(artifactId).map((number) => {
      const found = this.#classes[number];
      const decided = found && left.get(found.versionId);
      if (!decided) return number;
      return this.#number({ ...found, vulnerabilityIds: found.vulnerabilityIds.filter((id) => !decided.has(id)) });
    });
  }

  #read(packed: Buffer): Int32Array {
    const numbers: number[] = [];
    for (let at = 0; at < packed.length; ) {
      const directs = packed.readInt32BE(at + 8);
      const count = packed.readInt32BE(at + 12 + directs * 4);
      const end = at + 16 + (directs + count) * 4;
      const key = packed.toString("latin1", at, end);
      numbers.push(this.#numbers.get(key) ?? this.#add(key, this.#toClass(packed, at, directs, count)));
      at = end;
    }
    return Int32Array.from(numbers);
  }

  #toClass(packed: Buffer, at: number, directs: number, count: number): FindingClass {
    const directsFrom = at + 12;
    const countFrom = directsFrom + directs * 4;
    return {
      versionId: packed.readInt32BE(at),
      cause: causes[packed.readInt32BE(at + 4)] ?? "unexplained",
      directIds: this.#list("", packed, directsFrom, directs),
      // Of each package version its own, though another has the same.
      vulnerabilityIds: this.#list(`${packed.readInt32BE(at)} `, packed, countFrom + 4, count),
    };
  }

  #list(prefix: string, packed: Buffer, from: number, length: number): readonly number[] {
    const key = prefix + packed.toString("latin1", from, from + length * 4);
    const known = this.#lists.get(key);
    if (known) return known;
    const list = Array.from({ length }, (_, i) => packed.readInt32BE(from + i * 4));
    this.#lists.set(key, list);
    return list;
  }

  #number(found: FindingClass): number {
    const key = `${found.versionId} ${found.cause} ${found.directIds.join()} ${found.vulnerabilityIds.join()}`;
    return this.#numbers.get(key) ?? this.#add(key, found);
  }

  #add(key: string, found: FindingClass): number {
    const number = this.#classes.push(found) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}

/** The store of this process, or a new one when the old one is full: who reads from that goes on. */
export function keptClasses(): KeptClasses {
  if (kept.isFull) kept = new KeptClasses();
  return kept;
}

let kept = new KeptClasses();

const none = new Int32Array(0);
