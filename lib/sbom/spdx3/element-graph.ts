import { isObject, type JsonObject, textOf } from "../json";
import { Element, type Place, unnamed } from "./element";
import { expand, type Prefixes, readPrefixes, termOf, wordKey } from "./names";

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
  readonly #byType = new Map<string, Element[]>();
  readonly #byId = new Map<string, Element>();
  readonly #unnamed = new Map<number, Element>();
  readonly #ofInline = new Map<unknown, Element>();
  #unnamedCount = 0;
  /** Names of members and of classes are few and stand in every object: each is looked at once. */
  readonly #plainNames = new Set<string>();
  readonly #terms = new Map<string, string>();
  readonly #words = new Map<string, string>();

  constructor(document: JsonObject, at: string) {
    this.#prefixes = readPrefixes(document["@context"]);
    const graph = document["@graph"];
    const top = new Element("", "", document, at);
    const open = new OpenObjects();
    if (Array.isArray(graph)) open.addList(graph, top, "@graph");
    else this.#take(document, top, at, open);
    // What stands inside an element comes after all elements of the graph itself.
    for (let next = 0; next < open.values.length; next += 1) this.#take(open.values[next], top, open.places[next] as Place, open);
  }

  /** The elements of these classes, in the order of the document. */
  ofType(...types: readonly string[]): readonly Element[] {
    const lists = types.map((type) => this.#byType.get(type) ?? []).filter(({ length }) => length > 0);
    return lists.length < 2 ? (lists[0] ?? []) : lists.flat().sort((a, b) => a.order - b.order);
  }

  get(id: string): Element | undefined {
    const found = this.#byId.get(id);
    if (!id.startsWith(unnamed)) return found;
    const ours = this.#unnamed.get(Number(id.slice(unnamed.length)));
    if (ours?.id !== id) return found;
    // A document may use such an address itself: the first element keeps it.
    return found === undefined || ours.order < found.order ? ours : found;
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
    const value = element.members[member];
    if (value === undefined || value === null) return null;
    return typeof value === "string" ? textOf(value) : (this.texts(element, member)[0] ?? null);
  }

  /** A member that holds a word of an enumeration, for comparing: as `wordKey` has it, "" when there is none. */
  word(element: Element, member: string): string {
    const text = this.text(element, member);
    return text === null ? "" : remembered(this.#words, text, wordKey);
  }

  /** The addresses that a member holds, written out; those of objects that stand in it too. */
  refs(element: Element, member: string): string[] {
    const found: string[] = [];
    for (const value of valuesOf(element.members[member])) {
      if (typeof value === "string") {
        if (value !== "") found.push(expand(value, this.#prefixes));
        continue;
      }
      const inline = this.#ofInline.get(value);
      const id = inline === undefined && isObject(value) ? (idOf(value) ?? textOf(value["@value"])) : null;
      if (inline !== undefined) found.push(inline.id);
      else if (id !== null) found.push(expand(id, this.#prefixes));
    }
    return found;
  }

  /** The objects that a member holds or names. */
  objects(element: Element, member: string): Element[] {
    const list: Element[] = [];
    for (const value of valuesOf(element.members[member])) {
      if (isObject(value)) list.push(this.#ofInline.get(value) ?? this.get(expand(idOf(value) ?? "", this.#prefixes)) ?? this.#toElement(value, ""));
      else if (typeof value === "string") {
        const found = this.get(expand(value, this.#prefixes));
        if (found !== undefined) list.push(found);
      }
    }
    return list;
  }

  /** Registers the object at a place when it is an element, and adds the objects that stand in it to those that are to be looked at. */
  #take(value: unknown, top: Element, place: Place | string, open: OpenObjects): void {
    if (!isObject(value)) return;
    const element = this.#toElement(value, place);
    if (element.type !== "") this.#register(element, value, typeof place === "string" || place.parent === top);
    for (const name of Object.keys(value)) {
      const inner = value[name];
      if (typeof inner !== "object" || inner === null || name === "@context") continue;
      if (Array.isArray(inner)) open.addList(inner, element, name);
      else open.add(inner, { parent: element, member: name, position: null });
    }
  }

  #register(element: Element, value: JsonObject, isTop: boolean): void {
    if (!isTop) this.#ofInline.set(value, element);
    element.order = this.elements.push(element) - 1;
    const same = this.#byType.get(element.type);
    if (same === undefined) this.#byType.set(element.type, [element]);
    else same.push(element);
    if (element.number === null) this.#addId(element.id, element);
    else this.#unnamed.set(element.number, element);
    // An object may have both an spdxId and an @id, and be named by either.
    const node = textOf(value["@id"]);
    if (node !== null) this.#addId(expand(node, this.#prefixes), element);
  }

  #addId(id: string, element: Element): void {
    if (!this.#byId.has(id)) this.#byId.set(id, element);
  }

  #toElement(value: JsonObject, place: Place | string): Element {
    const members = this.#named(value);
    const id = idOf(members);
    if (id === null) this.#unnamedCount += 1;
    const type = firstText(members.type ?? members["@type"]);
    const term = type === "" ? "" : remembered(this.#terms, type, (name) => termOf(name, this.#prefixes));
    return new Element(term, id === null ? this.#unnamedCount : expand(id, this.#prefixes), members, place);
  }

  /** The object with its members by SPDX's names; the same object when they are so already. */
  #named(value: JsonObject): JsonObject {
    const names = Object.keys(value);
    if (names.every((name) => this.#isPlain(name))) return value;
    const named = new Map<string, unknown>();
    for (const name of names) {
      const term = termOf(name, this.#prefixes);
      if (!named.has(term)) named.set(term, value[name]);
    }
    return Object.fromEntries(named);
  }

  #isPlain(name: string): boolean {
    if (this.#plainNames.has(name)) return true;
    if (!plainName.test(name)) return false;
    this.#plainNames.add(name);
    return true;
  }
}

/** Objects that are still to be looked at, in two lists side by side. */
class OpenObjects {
  readonly values: unknown[] = [];
  readonly places: Place[] = [];

  add(value: unknown, place: Place): void {
    this.values.push(value);
    this.places.push(place);
  }

  addList(list: readonly unknown[], parent: Element, member: string): void {
    for (let position = 0; position < list.length; position += 1) {
      const value = list[position];
      if (typeof value === "object" && value !== null) this.add(value, { parent, member, position });
    }
  }
}

function remembered(known: Map<string, string>, name: string, make: (name: string) => string): string {
  let made = known.get(name);
  if (made === undefined) {
    made = make(name);
    known.set(name, made);
  }
  return made;
}

function firstText(value: unknown): string {
  return typeof value === "string" ? value : (valuesOf(value).find((each): each is string => typeof each === "string") ?? "");
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
