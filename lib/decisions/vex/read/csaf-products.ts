import { identifyPurl } from "@/lib/purl";
import { isObject, type JsonObject, textOf } from "@/lib/sbom/json";
import type { VexFaults } from "./faults";
import { tooManyInVex } from "./limits";
import { isDistroPurl, type NamedThing } from "./parts";
import { objectsOf } from "./statement-parts";

const productsMax = 500_000;
const depthMax = 20;

type Own = { thing: NamedThing; pointer: string };
/** A package in a product: `inner` is in `outer`, both by their product ids. */
type Related = { inner: string; outer: string; pointer: string };

/** What a product id stands for. `product` null: it is a package by itself, or stands in a distribution, whose packages say so of themselves. */
export type CsafProduct = { product: NamedThing | null; package: NamedThing | null; pointer: string };

/** The products of a CSAF document by their ids. Source: CSAF 2.0, section 3.2.2 "Product tree property". */
export class CsafProducts {
  readonly #own = new Map<string, Own>();
  readonly #related = new Map<string, Related>();
  readonly #groups = new Map<string, readonly string[]>();
  readonly #resolved = new Map<string, CsafProduct | null>();

  constructor(
    tree: unknown,
    at: string,
    private readonly faults: VexFaults,
  ) {
    if (!isObject(tree)) return;
    this.#readBranches(tree.branches, `${at}/branches`);
    for (const [product, place] of objectsOf(tree.full_product_names, faults, `${at}/full_product_names`)) this.#put(product, null, place);
    for (const [relation, place] of objectsOf(tree.relationships, faults, `${at}/relationships`)) this.#relate(relation, place);
    for (const [group] of objectsOf(tree.product_groups, faults, `${at}/product_groups`))
      this.#groups.set(textOf(group.group_id) ?? "", textsOf(group.product_ids));
  }

  #readBranches(list: unknown, at: string): void {
    const open = [{ list, at, depth: 1 }];
    for (let level = open.pop(); level !== undefined; level = open.pop()) {
      for (const [branch, place] of objectsOf(level.list, this.faults, level.at)) {
        if (isObject(branch.product)) this.#put(branch.product, branch, `${place}/product`);
        if (branch.branches === undefined) continue;
        if (level.depth === depthMax) this.faults.add("nested_too_deep", () => `${place}/branches`);
        else open.push({ list: branch.branches, at: `${place}/branches`, depth: level.depth + 1 });
      }
    }
  }

  #put(product: JsonObject, branch: JsonObject | null, pointer: string): void {
    const id = textOf(product.product_id);
    if (id === null || this.#has(id)) {
      this.faults.add(id === null ? "product_unreadable" : "twice_said", () => `${pointer}/product_id`);
      return;
    }
    if (this.#own.size === productsMax) throw tooManyInVex("products", productsMax, pointer);
    const helper = isObject(product.product_identification_helper) ? product.product_identification_helper : {};
    const purl = textOf(helper.purl) ?? textsOf(helper.purls)[0] ?? null;
    this.#own.set(id, { pointer, thing: { text: textOf(product.name) ?? id, purl, hashes: sha256Of(helper.hashes), range: rangeOf(branch, purl) } });
  }

  #relate(relation: JsonObject, pointer: string): void {
    const id = isObject(relation.full_product_name) ? textOf(relation.full_product_name.product_id) : null;
    const [inner, outer] = [textOf(relation.product_reference), textOf(relation.relates_to_product_reference)];
    if (id === null || inner === null || outer === null) this.faults.add("product_unreadable", () => pointer);
    else if (this.#has(id)) this.faults.add("twice_said", () => `${pointer}/full_product_name/product_id`);
    else if (this.#related.size === productsMax) throw tooManyInVex("relationships of products", productsMax, pointer);
    else this.#related.set(id, { inner, outer, pointer });
  }

  #has = (id: string): boolean => this.#own.has(id) || this.#related.has(id);

  /** What an id stands for, or null where nothing has it. */
  get(id: string): CsafProduct | null {
    const known = this.#resolved.get(id);
    if (known !== undefined) return known;
    const made = this.#resolve(id);
    this.#resolved.set(id, made);
    return made;
  }

  #resolve(id: string): CsafProduct | null {
    const own = this.#own.get(id);
    if (own !== undefined) return { product: null, package: own.thing, pointer: own.pointer };
    const pointer = this.#related.get(id)?.pointer ?? "";
    const inner = this.#endOf(id, "inner");
    const outer = this.#endOf(id, "outer");
    if (inner === null || outer === null) return null;
    const isOfDistro = outer.purl === null && outer.hashes?.length === 0 && isDistroPurl(inner.purl ?? "");
    return { product: isOfDistro ? null : outer, package: inner, pointer };
  }

  /** Follows products that stand in products: to the innermost package, or to the outermost product. */
  #endOf(id: string, side: "inner" | "outer"): NamedThing | null {
    let at = id;
    for (let depth = 0; depth <= depthMax; depth += 1) {
      const own = this.#own.get(at);
      if (own !== undefined) return own.thing;
      const related = this.#related.get(at);
      if (related === undefined) return null;
      at = related[side];
    }
    return null;
  }

  /** The product ids that a part of the document names, by themselves and by their groups; null: it names none, so all are meant. */
  idsIn(part: JsonObject): readonly string[] | null {
    if (part.product_ids === undefined && part.group_ids === undefined) return null;
    return [...textsOf(part.product_ids), ...textsOf(part.group_ids).flatMap((group) => this.#groups.get(group) ?? [])];
  }
}

export const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((text): text is string => typeof text === "string") : []);

function sha256Of(hashes: unknown): string[] {
  const files = Array.isArray(hashes) ? hashes.flatMap((hash) => (isObject(hash) && Array.isArray(hash.file_hashes) ? hash.file_hashes : [])) : [];
  return files.flatMap((file) => (isObject(file) && file.algorithm === "sha256" && typeof file.value === "string" ? [file.value] : []));
}

/** The versions of a branch, where its product's purl has none: a range specifier, or a version, which some write as the package's name and version. */
function rangeOf(branch: JsonObject | null, purl: string | null): string | null {
  const name = textOf(branch?.name);
  if (branch === null || name === null || purl === null) return null;
  const identity = identifyPurl(purl)?.identity;
  if (identity === undefined || identity.version !== "") return null;
  if (branch.category === "product_version_range") return name;
  const leaf = identity.name.slice(Math.max(identity.name.lastIndexOf("/"), identity.name.lastIndexOf(":")) + 1);
  return branch.category === "product_version" && /\d/.test(name) && !name.toLowerCase().startsWith(leaf.toLowerCase()) ? name : null;
}
