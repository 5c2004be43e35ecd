import { WhereinError } from "@/lib/errors";

/** Bounds what all uploads of a process hold together: a crowd of slow senders must not use up its memory. */
export class ByteBudget {
  #reserved = 0;
  readonly #bytesMax: number;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Runs `work` while `bytes` are reserved. Throws `unavailable` when there are not so many left. */
  async with<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (this.#reserved + bytes > this.#bytesMax) {
      throw new WhereinError("unavailable", "Too many uploads are arriving at once. Send the document again in a few seconds.", { reason: "uploads_full" });
    }
    this.#reserved += bytes;
    try {
      return await work();
    } finally {
      this.#reserved -= bytes;
    }
  }
}
