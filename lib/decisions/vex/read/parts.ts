import { identifyPurl } from "@/lib/purl";
import { cleanText, exceedsBytes, nameBytesMax, versionBytesMax } from "@/lib/sbom/text";
import type { VexFaultCode, VexFaults } from "./faults";
import type { VexPackage, VexProduct } from "./model";
import { namesOfPurl, repositoryOf } from "./product-names";
import { rangeOfVers } from "./vers-range";

/** How a document names a thing: by a purl, by hashes, by the serial number of an SBOM, by a name. `text` is what is shown. */
export type NamedThing = { text: string; purl: string | null; hashes?: readonly string[]; serial?: string | null; range?: string | null };

const containerTypes = /^pkg:\/*(?:oci|docker)\//i;
/** True for the purl of a container image, which is a product and no package of one. */
export const isContainerPurl = (purl: string): boolean => containerTypes.test(purl);

const distroTypes = /^pkg:\/*(?:deb|rpm|apk|alpm)\//i;
/** True for the purl of a package of a distribution, which is nobody's artifact. */
export const isDistroPurl = (purl: string): boolean => distroTypes.test(purl);

/** The packages and products of a document, each once. */
export class VexParts {
  readonly packages: VexPackage[] = [];
  readonly products: VexProduct[] = [];
  readonly #packageAt = new Map<string, number | null>();
  readonly #productAt = new Map<string, number | null>();

  constructor(private readonly faults: VexFaults) {}

  /** The place of a package in the list, or null, with a fault, when its purl names none. */
  packageOf({ text, purl, range = null }: NamedThing, pointer: () => string): number | null {
    const key = `${purl ?? text}\0${range ?? ""}`;
    const known = this.#packageAt.get(key);
    if (known !== undefined && known !== null) return known;
    const read = purl === null ? null : this.#readPackage(purl, text, range, pointer);
    if (purl === null) this.faults.add("package_unreadable", pointer);
    const at = read === null ? null : this.packages.push(read) - 1;
    this.#packageAt.set(key, at);
    return at;
  }

  #readPackage(purl: string, text: string, range: string | null, pointer: () => string): VexPackage | null {
    const found = identifyPurl(purl);
    if (found === null) return this.#refuse("package_unreadable", pointer);
    const { ecosystem, name, version } = found.identity;
    if (exceedsBytes(name, nameBytesMax) || exceedsBytes(version, versionBytesMax)) return this.#refuse("text_too_long", pointer);
    if (found.repairs.length > 0) this.faults.add("purl_repaired", pointer);
    const said = range === null ? version : rangeOfVers(range);
    if (said === undefined && range?.startsWith("vers:")) return this.#refuse("range_unreadable", pointer);
    return { ecosystem, name, text: cleanText(text), range: (said === undefined ? range : said) || null, isExact: range === null, pointer: pointer() };
  }

  /** The place of a product in the list, or null, with a fault, when nothing tells what it is. */
  productOf(thing: NamedThing, pointer: () => string): number | null {
    const { text, purl, hashes = [], serial = null } = thing;
    const key = JSON.stringify([purl ?? text, hashes, serial]);
    const known = this.#productAt.get(key);
    if (known !== undefined && known !== null) return known;
    const read = this.#readProduct(thing, pointer);
    const at = read === null ? null : this.products.push(read) - 1;
    this.#productAt.set(key, at);
    return at;
  }

  #readProduct({ text, purl, hashes = [], serial = null }: NamedThing, pointer: () => string): VexProduct | null {
    const found = purl === null ? null : identifyPurl(purl);
    const names =
      found === null ? [cleanText(text).trim().toLowerCase()] : namesOfPurl(found.identity.ecosystem, found.identity.name, repositoryOf(purl ?? ""));
    const digests = [...hashes, found?.identity.version ?? ""].map(digestOf).filter((digest) => digest !== null);
    const version = found === null || digestOf(found.identity.version) !== null ? null : found.identity.version || null;
    if (names.every((name) => name === "") && digests.length === 0 && serial === null) return this.#refuse("product_unreadable", pointer);
    if (exceedsBytes(text, nameBytesMax + versionBytesMax)) return this.#refuse("text_too_long", pointer);
    return { text: cleanText(text), names, version, digests: [...new Set(digests)], serial };
  }

  #refuse(code: VexFaultCode, pointer: () => string): null {
    this.faults.add(code, pointer);
    return null;
  }
}

/** A SHA-256 as digests of builds are written, or null. */
function digestOf(text: string): string | null {
  const [, hex] = /^(?:sha256:)?([0-9a-f]{64})$/i.exec(text) ?? [];
  return hex ? `sha256:${hex.toLowerCase()}` : null;
}
