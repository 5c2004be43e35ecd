/** Lists of numbers, each different one with a number of its own, from 0 on. In columns: there may be millions, and objects would cost ten times as much. */
export class NumberLists {
  #values = new Int32Array(1 << 10);
  /** Of list n the values from `starts[n]` to `starts[n + 1]`. */
  #starts = new Int32Array(1 << 8);
  /** Open addressing: the number of a list + 1, or 0. */
  #slots = new Int32Array(1 << 9);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Values of all lists, one list after the other. It is another array when there are more lists. */
  get values(): Int32Array {
    return this.#values;
  }

  /** Where lists begin in `values`: the end of one is the start of the next. */
  get starts(): Int32Array {
    return this.#starts;
  }

  of(number: number): Int32Array {
    return this.#values.subarray(this.#starts[number], this.#starts[number + 1]);
  }

  /** The number of the list of the first `size` numbers. */
  number(list: ArrayLike<number>, size = list.length): number {
    let slot = hashOf(list, size) & (this.#slots.length - 1);
    for (;;) {
      const found = (this.#slots[slot] ?? 0) - 1;
      if (found < 0) return this.#add(list, size, slot);
      if (this.#isSame(found, list, size)) return found;
      slot = (slot + 1) & (this.#slots.length - 1);
    }
  }

  #isSame(number: number, list: ArrayLike<number>, size: number): boolean {
    const start = this.#starts[number] ?? 0;
    if ((this.#starts[number + 1] ?? 0) - start !== size) return false;
    for (let i = 0; i < size; i++) if (this.#values[start + i] !== list[i]) return false;
    return true;
  }

  #add(list: ArrayLike<number>, size: number, slot: number): number {
    const number = this.#length;
    const start = this.#starts[number] ?? 0;
    if (start + size > this.#values.length) this.#values = grown(this.#values, start + size);
    if (number + 2 > this.#starts.length) this.#starts = grown(this.#starts, number + 2);
    for (let i = 0; i < size; i++) this.#values[start + i] = list[i] ?? 0;
    this.#starts[number + 1] = start + size;
    this.#slots[slot] = number + 1;
    this.#length += 1;
    if (this.#length * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    for (let number = 0; number < this.#length; number++) {
      const list = this.of(number);
      let slot = hashOf(list, list.length) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

/** A longer array with the same values. */
export function grown(values: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(Math.max(least, values.length * 2));
  longer.set(values);
  return longer;
}

function hashOf(list: ArrayLike<number>, size: number): number {
  let hash = size;
  for (let i = 0; i < size; i++) hash = Math.imul(hash ^ (list[i] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
  hash ^= hash >>> 16;
  return Math.imul(hash, 0x85ebca6b) ^ (hash >>> 13);
}
