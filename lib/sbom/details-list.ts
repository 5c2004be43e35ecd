import { mergeDetails, settleDetails } from "./component-details";
import type { ComponentDetails } from "./model";

/** Gathers the details of components by their index in the builder; duplicates are merged. */
export class DetailsList {
  readonly #details: ComponentDetails[] = [];

  /** `index` is what the builder gave for the component: the next free one, or that of the component it was merged with. */
  add(index: number, details: ComponentDetails): void {
    const first = this.#details[index];
    if (first === undefined) this.#details[index] = details;
    else mergeDetails(first, details);
  }

  get(index: number): ComponentDetails | undefined {
    return this.#details[index];
  }

  /** In the order of `indices`, each settled. */
  inOrder(indices: readonly number[]): ComponentDetails[] {
    return indices.map((index) => settleDetails(this.#details[index] as ComponentDetails));
  }
}
