import type { PackageIdentity } from "@/lib/sbom/model";
import type { DecisionResponse, DecisionStatus, Justification } from "../../words";
import type { VexFault } from "./faults";

export const vexFormats = ["openvex", "cyclonedx", "csaf"] as const;
export type VexFormat = (typeof vexFormats)[number];

/**
 * A package that a document speaks of. `range` is what it says of versions, null for any: exactly one version, or else a range in the ecosystem's own syntax.
 * `pointer` is where it stands first.
 */
export type VexPackage = Pick<PackageIdentity, "ecosystem" | "name"> & { text: string; range: string | null; isExact: boolean; pointer: string };

/**
 * A product that a document speaks of and that may be an artifact of ours: by a digest of one of its builds, by the serial number of its SBOM, else by its name
 * (one of `names`, in lower case) and, where it has one, the version of one of its builds. A product with digests is only known by these.
 */
export type VexProduct = { text: string; names: string[]; version: string | null; digests: string[]; serial: string | null };

/**
 * What a statement is about, as places in the document's lists: a package anywhere, a package in a product, or with no package everything in a product.
 * `isGuess`: the product is named as a package, and may be an artifact's own name as well.
 */
export type VexAbout = { product: number | null; package: number | null; isGuess: boolean };

export type VexStatement = {
  pointer: string;
  /** When it was said, in ms since 1970; null: the document does not say. */
  at: number | null;
  /** Ids of the vulnerability, the first is what the statement calls it. */
  names: string[];
  status: DecisionStatus;
  justification: Justification | null;
  responses: DecisionResponse[];
  /** There is one wherever something is not affected without a justification. */
  detail: string | null;
  evidenceUrl: string | null;
  about: VexAbout[];
};

/** A VEX document in the inventory's own words. */
export type VexDocument = {
  format: VexFormat;
  specVersion: string;
  /** The document's own id, the same in each of its versions; null: it has none. */
  id: string | null;
  version: string | null;
  author: string | null;
  title: string | null;
  at: number | null;
  packages: VexPackage[];
  products: VexProduct[];
  statements: VexStatement[];
  /** What could not be read, and what was read with reservations. */
  faults: VexFault[];
  faultCount: number;
  /** Statements of the document, those that were not read included. */
  statementCount: number;
};
