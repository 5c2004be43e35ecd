/** A small seeded generator (sfc32): the same seed gives the same fleet on every machine. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = 0x9e3779b9 | 0;
    this.#c = 0x243f6a88 | 0;
    for (let i = 0; i < 16; i++) this.next();
  }

  /** Uniform in [0, 1). */
  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  /** One of the items, with probability in proportion to its weight. */
  weighted<T extends { weight: number }>(items: readonly T[]): T {
    let left = this.next() * items.reduce((sum, { weight }) => sum + weight, 0);
    for (const item of items) {
      left -= item.weight;
      if (left < 0) return item;
    }
    return this.pick(items);
  }

  /** How many failures come before a success of this probability. */
  geometric(probability: number): number {
    return Math.floor(Math.log(1 - this.next()) / Math.log(1 - probability));
  }

  bytes(length: number): Buffer {
    const buffer = Buffer.allocUnsafe(length);
    for (let i = 0; i < length; i++) buffer[i] = this.below(256);
    return buffer;
  }
}

/** Draws ranks 0..count-1 with probability proportional to 1 / (rank + 1) ^ exponent, in constant time (alias method). */
export class Zipf {
  readonly #accept: Float64Array;
  readonly #alias: Uint32Array;

  constructor(
    readonly count: number,
    exponent: number,
  ) {
    const weights = Float64Array.from({ length: count }, (_, rank) => (rank + 1) ** -exponent);
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / count;
    this.#accept = new Float64Array(count);
    this.#alias = new Uint32Array(count);
    const small: number[] = [];
    const large: number[] = [];
    const scaled = weights.map((weight) => weight / mean);
    for (const [rank, weight] of scaled.entries()) (weight < 1 ? small : large).push(rank);
    for (let low = small.pop(), high = large.pop(); low !== undefined || high !== undefined; low = small.pop(), high = large.pop()) {
      if (low === undefined || high === undefined) {
        this.#accept[low ?? high ?? 0] = 1;
        continue;
      }
      this.#accept[low] = scaled[low] ?? 0;
      this.#alias[low] = high;
      scaled[high] = (scaled[high] ?? 0) + (scaled[low] ?? 0) - 1;
      ((scaled[high] ?? 0) < 1 ? small : large).push(high);
    }
  }

  draw(random: Random): number {
    const rank = random.below(this.count);
    return random.next() < (this.#accept[rank] ?? 1) ? rank : (this.#alias[rank] ?? 0);
  }
}
