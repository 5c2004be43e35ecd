/**
 * Runs work for one key strictly one after the other, and different keys side by side. Eight uploads to one artifact
 * would otherwise all wait on its row lock, each holding a connection.
 */
export class KeyedQueue {
  readonly #tails = new Map<string, Promise<unknown>>();

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const previous = this.#tails.get(key) ?? Promise.resolve();
    const current = previous.then(work, work);
    // The tail never rejects, or one failed upload would be reported by the next one too.
    const tail = current.catch(() => {});
    this.#tails.set(key, tail);
    try {
      return await current;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
