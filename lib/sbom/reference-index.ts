/**
 * Where the references of one document lead (`bom-ref`, `SPDXID`). Some generators write a reference percent-encoded in
 * one place and plainly in another, or use a purl where a component has no reference: what is not found as written is
 * compared in its decoded form.
 */
export class ReferenceIndex {
  readonly #exact = new Map<string, number>();
  readonly #loose = new Map<string, number>();
  #looseIsComplete = false;

  /** False when the reference is taken: its first user keeps it. */
  set(ref: string, index: number): boolean {
    if (this.#exact.has(ref)) return false;
    this.#exact.set(ref, index);
    return true;
  }

  /** Lets a purl stand for a component that has no reference of its own. */
  setPurl(purl: string, index: number): void {
    if (!this.#loose.has(purl)) this.#loose.set(purl, index);
  }

  get(ref: string): number | undefined {
    const index = this.#exact.get(ref);
    if (index !== undefined) return index;
    if (!this.#looseIsComplete) this.#completeLoose();
    return this.#loose.get(ref) ?? this.#loose.get(decoded(ref));
  }

  #completeLoose(): void {
    this.#looseIsComplete = true;
    for (const [known, index] of [...this.#loose, ...this.#exact]) {
      const plain = decoded(known);
      if (!this.#loose.has(plain)) this.#loose.set(plain, index);
    }
  }
}

function decoded(ref: string): string {
  if (!ref.includes("%")) return ref;
  try {
    return decodeURIComponent(ref);
  } catch {
    return ref;
  }
}
