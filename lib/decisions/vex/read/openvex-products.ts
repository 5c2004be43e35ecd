import { isObject, type JsonObject, textOf } from "@/lib/sbom/json";
import type { VexFaults } from "./faults";
import type { VexAbout } from "./model";
import { isContainerPurl, isDistroPurl, type NamedThing, type VexParts } from "./parts";

/** What the subject of an attestation is: the product of statements that name none. */
export type VexSubjectOfEnvelope = { name: string; hashes: string[] };

type Products = { faults: VexFaults; parts: VexParts; subjects: readonly VexSubjectOfEnvelope[]; pointer: string };

/** What a statement is about; null, with a fault, where that is nothing. */
export function aboutOf(statement: JsonObject, { faults, parts, subjects, pointer }: Products): VexAbout[] | null {
  const about = new Map<string, VexAbout>();
  const add = (product: number | null, found: number | null, isGuess = false) =>
    about.set(`${product} ${found} ${isGuess}`, { product, package: found, isGuess });
  const before = faults.count;
  for (const [thing, inside, at] of productsOf(statement, subjects, faults, pointer)) {
    if (inside.length === 0 && thing.purl !== null && !isContainerPurl(thing.purl)) {
      const found = parts.packageOf(thing, () => at);
      if (found === null) continue;
      add(null, found);
      const guess = isDistroPurl(thing.purl) ? null : parts.productOf(thing, () => at);
      if (guess !== null) add(guess, null, true);
      continue;
    }
    const product = parts.productOf(thing, () => at);
    if (product === null) continue;
    if (inside.length === 0) add(product, null);
    for (const [component, place] of inside) {
      const found = parts.packageOf(component, () => place);
      if (found !== null) add(product, found);
    }
  }
  if (about.size > 0) return [...about.values()];
  if (faults.count === before) faults.add("products_missing", () => `${pointer}/products`);
  return null;
}

type Component = [thing: NamedThing, pointer: string, given: unknown];
type Product = [thing: NamedThing, inside: Component[], pointer: string];

function* productsOf(statement: JsonObject, subjects: readonly VexSubjectOfEnvelope[], faults: VexFaults, pointer: string): Generator<Product> {
  const shared = componentsOf(statement.subcomponents, faults, `${pointer}/subcomponents`);
  const products = componentsOf(statement.products, faults, `${pointer}/products`);
  if (products.length === 0)
    for (const { name, hashes } of subjects) yield [{ text: name, purl: name.startsWith("pkg:") ? name : null, hashes }, shared, `${pointer}/products`];
  for (const [thing, at, given] of products) {
    const own = isObject(given) ? componentsOf(given.subcomponents, faults, `${at}/subcomponents`) : [];
    yield [thing, [...own, ...shared], at];
  }
}

/** Components as 0.2.0 writes them, or texts as 0.0.x does, with their places. */
function componentsOf(value: unknown, faults: VexFaults, pointer: string): Component[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    faults.add("not_a_list", () => pointer);
    return [];
  }
  return value.flatMap((given, i): Component[] => {
    const at = `${pointer}/${i}`;
    const thing = componentOf(given);
    if (thing === null) faults.add("product_unreadable", () => at);
    return thing === null ? [] : [[thing, at, given]];
  });
}

function componentOf(given: unknown): NamedThing | null {
  if (typeof given === "string") return given === "" ? null : { text: given, purl: given.startsWith("pkg:") ? given : null };
  if (!isObject(given)) return null;
  const id = textOf(given["@id"]);
  const { identifiers, hashes } = given;
  const purl = id?.startsWith("pkg:") ? id : isObject(identifiers) ? textOf(identifiers.purl) : null;
  const sha256 = isObject(hashes) ? [hashes["sha-256"], hashes.sha256].map(textOf).filter((text) => text !== null) : [];
  const text = id ?? purl ?? sha256[0];
  return text === undefined ? null : { text, purl, hashes: sha256 };
}
