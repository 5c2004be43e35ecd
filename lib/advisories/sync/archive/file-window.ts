import { readSync } from "node:fs";

const windowBytes = 1_048_576;

/**
 * Positioned reads of an open file through a window, for small pieces that lie behind each other. Synchronous: the file is
 * on this machine, and a piece costs microseconds.
 */
export class FileWindow {
  readonly #fd: number;
  readonly size: number;
  #buffer = Buffer.alloc(0);
  #start = 0;

  constructor(fd: number, size: number) {
    this.#fd = fd;
    this.size = size;
  }

  /** The bytes at `position`, or null when the file ends before. They are a view that stays as it is. */
  take(position: number, length: number): Buffer | null {
    if (position < 0 || length < 0 || position + length > this.size) return null;
    if (position < this.#start || position + length > this.#start + this.#buffer.length) this.#load(position, length);
    const at = position - this.#start;
    return at + length <= this.#buffer.length ? this.#buffer.subarray(at, at + length) : null;
  }

  #load(position: number, length: number): void {
    // A new buffer each time: what was taken from the old one may still be in use.
    const buffer = Buffer.allocUnsafeSlow(Math.min(Math.max(length, windowBytes), this.size - position));
    let filled = 0;
    while (filled < buffer.length) {
      const read = readSync(this.#fd, buffer, filled, buffer.length - filled, position + filled);
      if (read === 0) break;
      filled += read;
    }
    this.#buffer = buffer.subarray(0, filled);
    this.#start = position;
  }
}
