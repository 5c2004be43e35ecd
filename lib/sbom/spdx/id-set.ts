/**
 * A set of ids that only tells whether an id is in it, 8 bytes for each: a document can name millions of files. Ids are known by
 * 64 bits of hash; that two of a document share those is less likely than damage to its bytes on the way here.
 */
export class IdSet {
  readonly #slots: Uint32Array;
  readonly #mask: number;

  /** `count`: the most ids that will be added. */
  constructor(count: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(count, 8) * 1.5));
    this.#slots = new Uint32Array(size * 2);
    this.#mask = size - 1;
  }

  add(id: string): void {
    const [low, high] = hashOf(id);
    const at = this.#find(low, high) * 2;
    this.#slots[at] = low;
    this.#slots[at + 1] = high;
  }

  has(id: string): boolean {
    const [low, high] = hashOf(id);
    const at = this.#find(low, high) * 2;
    return this.#slots[at + 1] === high && this.#slots[at] === low;
  }

  /** The slot of the hash, or the empty one where it would be. */
  #find(low: number, high: number): number {
    let slot = low & this.#mask;
    while (this.#slots[slot * 2 + 1] !== 0 && !(this.#slots[slot * 2] === low && this.#slots[slot * 2 + 1] === high)) slot = (slot + 1) & this.#mask;
    return slot;
  }
}

/** Two hashes of 32 bits (FNV-1a, with different beginnings and primes); the second is never 0, which marks an empty slot. */
function hashOf(id: string): [number, number] {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (let i = 0; i < id.length; i += 1) {
    const code = id.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b) ^ (high >>> 15);
  }
  return [(low ^ (low >>> 16)) >>> 0, high >>> 0 || 1];
}
