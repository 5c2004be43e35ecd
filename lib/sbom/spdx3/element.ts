import type { JsonObject } from "../json";

/** Where an object stands: it is a member of another one, or an entry of a list that is one. */
export type Place = { parent: Element; member: string; position: number | null };

/** One object of the graph. Most are never asked for their place, and many not for their id: both are written out when they are. */
export class Element {
  /** The class, by the name that SPDX's own context gives it; "" for an object without one. */
  readonly type: string;
  /** The object with its members by SPDX's names. */
  readonly members: JsonObject;
  /** Position among the elements of the document; -1 for one that is not one of those. */
  order = -1;
  readonly #id: string | number;
  readonly #place: Place | string;

  /** `id`: the address written out, or the number of an object without one; `place`: as told, or as a JSON pointer. */
  constructor(type: string, id: string | number, members: JsonObject, place: Place | string) {
    this.type = type;
    this.members = members;
    this.#id = id;
    this.#place = place;
  }

  /** The number of an object without an address, else null. */
  get number(): number | null {
    return typeof this.#id === "number" ? this.#id : null;
  }

  /** Its address written out, or one of ours for an object without an address. */
  get id(): string {
    return typeof this.#id === "string" ? this.#id : `${unnamed}${this.#id}`;
  }

  /** Its place as a JSON pointer. */
  get pointer(): string {
    if (typeof this.#place === "string") return this.#place;
    // Iterative: objects may stand in each other to any depth.
    const parts: string[] = [];
    let at: Place | string = this.#place;
    while (typeof at !== "string") {
      if (at.position !== null) parts.push(String(at.position));
      parts.push(at.member.replaceAll("~", "~0").replaceAll("/", "~1"));
      at = at.parent.#place;
    }
    return [at, ...parts.reverse()].join("/");
  }
}

/** The address of an object without an address begins with this; its number follows. */
export const unnamed = "_:unnamed-";
