/** Whole numbers of 32 bits that are pushed one by one: half the memory of an array of them, and none of it in the heap. */
export class IntList {
  #values = new Int32Array(1_024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  /** The numbers as they are now; a view that the next push may leave behind. */
  view(): Int32Array {
    return this.#values.subarray(0, this.length);
  }
}
