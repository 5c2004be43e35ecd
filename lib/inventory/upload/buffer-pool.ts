/** Sizes are rounded up to this, so that bodies of nearly the same size share buffers. */
const stepBytes = 256 * 1024;

/**
 * Buffers for bodies, used again and again: a fresh buffer of megabytes for every upload is memory outside of the heap that
 * makes the engine collect garbage far more often than its heap needs. They are shared with the threads instead of being
 * transferred, since each transfer counts as such memory once more, in both threads. Keeps at most `keptBytesMax` of free ones.
 */
export class BufferPool {
  readonly #free: SharedArrayBuffer[] = [];
  #freeBytes = 0;
  readonly #keptBytesMax: number;

  constructor(keptBytesMax: number) {
    this.#keptBytesMax = keptBytesMax;
  }

  /** A buffer of at least so many bytes, with whatever was in it before. Small ones are not worth keeping and are new. */
  take(bytes: number): SharedArrayBuffer {
    if (bytes < stepBytes) return new SharedArrayBuffer(bytes);
    let best = -1;
    for (let i = 0; i < this.#free.length; i += 1) {
      const size = this.#sizeAt(i);
      if (size >= bytes && size <= bytes * 2 && (best === -1 || size < this.#sizeAt(best))) best = i;
    }
    const [found] = best === -1 ? [] : this.#free.splice(best, 1);
    if (!found) return new SharedArrayBuffer(Math.ceil(bytes / stepBytes) * stepBytes);
    this.#freeBytes -= found.byteLength;
    return found;
  }

  /** Gives a buffer back; nobody may look at it any more. */
  give(buffer: SharedArrayBuffer): void {
    if (buffer.byteLength < stepBytes || this.#freeBytes + buffer.byteLength > this.#keptBytesMax) return;
    this.#free.push(buffer);
    this.#freeBytes += buffer.byteLength;
  }

  #sizeAt(index: number): number {
    return this.#free[index]?.byteLength ?? 0;
  }
}
