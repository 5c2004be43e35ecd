import type { Draft } from "../draft";
import { secondsOf } from "../spdx/document";

export type Element = { type: string; spdxId: string; [property: string]: unknown };

/** Collects the elements of one SPDX 3 document. Each has an address in the document's namespace and shares its creation. */
export class ElementList {
  readonly creationId = "_:creation";
  readonly elements: Element[] = [];
  readonly #namespace: string;
  readonly #shared = new Map<string, string>();
  readonly #numbers = new Map<string, number>();

  constructor({ uuid }: Draft) {
    this.#namespace = `https://spdx.org/spdxdocs/wherein-${uuid}`;
  }

  idOf(localName: string): string {
    return `${this.#namespace}#${localName}`;
  }

  /** Adds an element; what is undefined is left out. Returns its address. */
  add(type: string, localName: string, properties: Readonly<Record<string, unknown>>): string {
    const spdxId = this.idOf(localName);
    this.elements.push({ type, spdxId, creationInfo: this.creationId, ...properties });
    return spdxId;
  }

  /** Adds an element with a number of its own kind: `relationship-1`, `relationship-2`, ... */
  addNumbered(type: string, kind: string, properties: Readonly<Record<string, unknown>>): string {
    const number = (this.#numbers.get(kind) ?? 0) + 1;
    this.#numbers.set(kind, number);
    return this.add(type, `${kind}-${number}`, properties);
  }

  /** The element of this kind that stands for a text, made at its first use. */
  shared(type: string, kind: string, text: string, properties: Readonly<Record<string, unknown>>): string {
    const key = `${kind}\0${text}`;
    let id = this.#shared.get(key);
    if (id === undefined) {
      id = this.addNumbered(type, kind, properties);
      this.#shared.set(key, id);
    }
    return id;
  }

  relate(from: string, relationshipType: string, to: readonly string[], more: Readonly<Record<string, unknown>> = {}): void {
    if (to.length > 0)
      this.addNumbered("scope" in more ? "LifecycleScopedRelationship" : "Relationship", "relationship", { from, relationshipType, to, ...more });
  }

  /** How the document was made: the first thing in the graph, which every element names. */
  creation({ time }: Draft, createdBy: string, createdUsing: readonly string[]): Record<string, unknown> {
    return { type: "CreationInfo", "@id": this.creationId, specVersion: "3.0.1", created: secondsOf(time), createdBy: [createdBy], createdUsing };
  }
}
