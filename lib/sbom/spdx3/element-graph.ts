import { isObject, type JsonObject, textOf } from "../json";
import { expand, type Prefixes, readPrefixes, termOf } from "./names";

/** One object of the graph. `id` is its address written out, or one of ours for an object without an address. */
export type Element = { id: string; type: string; members: JsonObject; pointer: string };

/** Members that hold an address, whatever context is used. */
const idMembers = ["spdxId", "@id", "id"] as const;
const plainName = /^[@\w-]+$/;

/**
 * The objects of an SPDX 3 document (JSON-LD), found by their address. Objects that stand inside others are elements too, and
 * names may be those of SPDX's context, with prefixes, or whole addresses.
 */
export class ElementGraph {
  readonly elements: Element[] = [];
  readonly #prefixes: Prefixes;
  readonly #byId = new Map<string, Element>();
  readonly #ofInline = new Map<unknown, Element>();
  #unnamed = 0;

  constructor(document: JsonObject, at: string) {
    this.#prefixes = readPrefixes(document["@context"]);
    const graph = document["@graph"];
    const open: { value: unknown; pointer: string; isTop: boolean }[] = [];
    if (Array.isArray(graph)) graph.forEach((value: unknown, position) => void open.push({ value, pointer: `${at}/@graph/${position}`, isTop: true }));
    else open.push({ value: document, pointer: at, isTop: true });
    // What stands inside an element comes after all elements of the graph itself.
    for (const { value, pointer, isTop } of open) {
      if (!isObject(value)) continue;
      const element = this.#toElement(value, pointer);
      if (element.type !== "") this.#register(element, value, isTop);
      for (const [name, inner] of Object.entries(value)) {
        if (name === "@context") continue;
        if (Array.isArray(inner)) {
          inner.forEach((each: unknown, position) => {
            if (typeof each === "object" && each !== null) open.push({ value: each, pointer: `${pointer}/${escaped(name)}/${position}`, isTop: false });
          });
        } else if (isObject(inner)) open.push({ value: inner, pointer: `${pointer}/${escaped(name)}`, isTop: false });
      }
    }
  }

  ofType(...types: readonly string[]): Element[] {
    return this.elements.filter(({ type }) => types.includes(type));
  }

  get(id: string): Element | undefined {
    return this.#byId.get(id);
  }

  /** The texts of a member, also where it is one value, a list, or a JSON-LD value object. */
  texts(element: Element, member: string): string[] {
    return valuesOf(element.members[member]).flatMap((value) => {
      if (typeof value === "string") return value === "" ? [] : [value];
      if (typeof value === "number" || typeof value === "boolean") return [String(value)];
      return isObject(value) ? (textOf(value["@value"]) ?? idOf(value) ?? []) : [];
    });
  }

  text(element: Element, member: string): string | null {
    return this.texts(element, member)[0] ?? null;
  }

  /** The addresses that a member holds, written out; those of objects that stand in it too. */
  refs(element: Element, member: string): string[] {
    return valuesOf(element.members[member]).flatMap((value) => {
      if (typeof value === "string") return value === "" ? [] : [expand(value, this.#prefixes)];
      const inline = this.#ofInline.get(value);
      if (inline !== undefined) return [inline.id];
      const id = isObject(value) ? (idOf(value) ?? textOf(value["@value"])) : null;
      return id === null ? [] : [expand(id, this.#prefixes)];
    });
  }

  /** The objects that a member holds or names. */
  objects(element: Element, member: string): Element[] {
    const list: Element[] = [];
    for (const value of valuesOf(element.members[member])) {
      if (isObject(value)) list.push(this.#ofInline.get(value) ?? this.#byId.get(expand(idOf(value) ?? "", this.#prefixes)) ?? this.#toElement(value, ""));
      else if (typeof value === "string") {
        const found = this.#byId.get(expand(value, this.#prefixes));
        if (found !== undefined) list.push(found);
      }
    }
    return list;
  }

  #register(element: Element, value: JsonObject, isTop: boolean): void {
    if (!isTop) this.#ofInline.set(value, element);
    this.elements.push(element);
    if (!this.#byId.has(element.id)) this.#byId.set(element.id, element);
    // An object may have both an spdxId and an @id, and be named by either.
    const node = textOf(value["@id"]);
    if (node === null) return;
    const other = expand(node, this.#prefixes);
    if (!this.#byId.has(other)) this.#byId.set(other, element);
  }

  #toElement(value: JsonObject, pointer: string): Element {
    const members = this.#named(value);
    const id = idOf(members);
    const type = valuesOf(members.type ?? members["@type"]).find((each): each is string => typeof each === "string") ?? "";
    if (id === null) this.#unnamed += 1;
    return { id: id === null ? `_:unnamed-${this.#unnamed}` : expand(id, this.#prefixes), type: termOf(type, this.#prefixes), members, pointer };
  }

  /** The object with its members by SPDX's names; the same object when they are so already. */
  #named(value: JsonObject): JsonObject {
    const names = Object.keys(value);
    if (names.every((name) => plainName.test(name))) return value;
    const named = new Map<string, unknown>();
    for (const name of names) {
      const term = termOf(name, this.#prefixes);
      if (!named.has(term)) named.set(term, value[name]);
    }
    return Object.fromEntries(named);
  }
}

function idOf(value: JsonObject): string | null {
  for (const member of idMembers) {
    const id = textOf(value[member]);
    if (id !== null) return id;
  }
  return null;
}

function valuesOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  return isObject(value) && Array.isArray(value["@list"]) ? value["@list"] : [value];
}

const escaped = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");
