/**
 * The domain model that every reader produces: what a document says, in canonical form, and what was done with each
 * part of it. Pure data; nothing here knows of the database.
 */

/** How a component is used. CycloneDX: an absent scope means "required", here `runtime`. */
export const componentScopes = ["runtime", "optional", "dev", "test", "build"] as const;
export type ComponentScope = (typeof componentScopes)[number];

/**
 * What makes a package version itself. `ecosystem` is the purl type (`npm`, `maven`, `deb`, ...) or `unidentified` for a
 * component without a usable purl. `name` holds the namespace as the ecosystem writes it (`@scope/name`, `group:artifact`,
 * `github.com/a/b`, `debian/openssl`). `version` is "" when the document gives none. `release` is the distro release
 * (`debian-12`) or "".
 */
export type PackageIdentity = { ecosystem: string; name: string; version: string; release: string };

/** One package version of the document. Duplicates of an identity are merged before this. */
export type Component = PackageIdentity & {
  /** `ecosystem NUL name NUL version NUL release`: portable identity and sort key. */
  key: string;
  scope: ComponentScope;
  /** The SHA-256 that the document gives for it, 64 lower-case hex digits; several of them sorted, with a blank between; or null. */
  sha256: string | null;
  /** The source package of a distro binary. Absent where none is named, and where details were read, which have it. */
  source?: SourcePackage;
};

/** The package that a distro binary was built from, without the distro's name; `version` is the full one (`epoch:version-release`), null where unsaid. */
export type SourcePackage = { name: string; version: string | null };

/** What a component is: CycloneDX 1.7's types, with `service` for its services and `source`, `archive`, `install`, `other` for SPDX's purposes. */
export const componentTypes = [
  "application",
  "framework",
  "library",
  "container",
  "platform",
  "operating-system",
  "device",
  "device-driver",
  "firmware",
  "file",
  "machine-learning-model",
  "data",
  "cryptographic-asset",
  "service",
  "source",
  "archive",
  "install",
  "other",
] as const;
export type ComponentType = (typeof componentTypes)[number];

/** A hash as the document gives it: algorithm by CycloneDX's name (`SHA-256`, `BLAKE2b-256`, ...), lower-case hex. */
export type ComponentHash = { algorithm: string; value: string };

/**
 * Licences by who says so, each an SPDX expression, id or name as written, sorted and unique. `NONE` and `NOASSERTION` are
 * kept as they are: the first is a statement, the second says that nobody looked.
 */
export type ComponentLicences = { declared: string[]; concluded: string[]; observed: string[] };

/** Booleans that BSI TR-03183-2 asks of a component's file; null where the document does not say. */
export type FileTraits = { executable: boolean | null; archive: boolean | null; structured: boolean | null };

/**
 * What a document says of a component beyond its identity. Read on demand, from the stored document: the inventory's
 * questions need none of it. Of merged duplicates the lists are united and the first value of each single field stays.
 */
export type ComponentDetails = {
  type: ComponentType;
  /** Name and group as the document writes them. */
  name: string;
  group: string | null;
  /** All canonical purls with their qualifiers, the one that gives the identity first; empty for an unidentified component. */
  purls: string[];
  /** CPE 2.3 (or 2.2) names as written, sorted and unique. */
  cpes: string[];
  supplier: string | null;
  /** Who made it, where that is somebody else than the supplier: CycloneDX manufacturer, authors, author, publisher; SPDX originator. */
  author: string | null;
  /** E-mail and web addresses of supplier and author, as written, sorted and unique. */
  contacts: string[];
  licences: ComponentLicences;
  copyright: string | null;
  description: string | null;
  /** All well-formed hashes, sorted by algorithm and value, unique. */
  hashes: ComponentHash[];
  /** Hashes of the archive that it is distributed as (CycloneDX: of the external reference `distribution`). */
  distributionHashes: ComponentHash[];
  /** The source package that a distro binary was built from, with its full version (`epoch:version-release`), by the generator's own fields. */
  sourcePackage: SourcePackage | null;
  /** The distro as `id-version` (`debian-12`), by the purl, the generator's own fields or the document's operating system; null outside distros. */
  distro: string | null;
  /** Epoch of a distro package's version; null where there is none, which is the same as 0. */
  epoch: number | null;
  /** Canonical purl of the distro package that owns the same files, as Amazon's sbomgen says of language packages. */
  duplicateOf: string | null;
  /** Name of the file that it is delivered as. */
  fileName: string | null;
  traits: FileTraits;
  /** True for what the product needs but does not contain (CycloneDX 1.7). */
  isExternal: boolean;
  /** Where it was downloaded from, its home page and its source repository, where given. */
  downloadUrl: string | null;
  homepageUrl: string | null;
  repositoryUrl: string | null;
};

/** A service that the subject uses or offers (CycloneDX); nested ones stand beside the others. */
export type BomService = { ref: string | null; name: string; group: string | null; version: string | null; provider: string | null; endpoints: string[] };

/** What a document says of its own making; read together with the details of its components. */
export type BomOrigin = {
  /** People and organisations that made the document, tools aside. */
  authors: { name: string | null; contact: string | null }[];
  /** Who supplies what the document is about, as the document's head says. */
  supplier: string | null;
  /** All tools with their versions, as `name version`. */
  tools: string[];
  /** CycloneDX life cycle phases (`build`, `operations`, ...) or names of own ones. */
  lifecycles: string[];
  /** Licences of the document itself. */
  licences: string[];
  /** Names of the licences that the document defines itself, by their `LicenseRef-`, sorted by it. */
  licenceNames: { id: string; name: string }[];
};

/**
 * The dependency graph in compressed sparse rows over the indices of `Bom.components`: the dependencies of i are
 * `targets[offsets[i] .. offsets[i+1])`, ascending, without duplicates.
 */
export type DependencyGraph = {
  offsets: Uint32Array;
  targets: Uint32Array;
  /** Indices of the root's own dependencies, ascending. */
  direct: Uint32Array;
  /** True when the document has edges but no usable root: `direct` is then every component that nothing depends on. */
  directAssumed: boolean;
};

/** Per component: computed once at ingest. */
export type GraphAnalysis = {
  direct: Uint8Array;
  /** Edges from the root: 1 for direct dependencies, 0 when not reachable or when the document has no graph. */
  depth: Uint16Array;
  /** For each transitive component up to `viaMax` indices of the direct dependencies that reach it, ascending. */
  via: ReadonlyArray<readonly number[]>;
};

/** Aggregated by code: `count` says how often, `pointers` are the first few places. */
export type Warning = { code: string; message: string; count: number; pointers: string[] };

/** Every component of the document is in exactly one of taken, merged and skipped: `total` is their sum. */
export type Accounting = {
  total: number;
  taken: number;
  /** The same identity as a component already taken. */
  merged: number;
  skipped: { reason: "file" | "no_name" | "not_an_object" | "name_too_long" | "version_too_long" | "root"; count: number }[];
  /** SPDX file entries; counted, never stored as components and not part of `total`. */
  files: number;
  /** CycloneDX services, nested ones too; counted, never stored as package versions and not part of `total`. */
  services: number;
  withoutPurl: number;
  withoutVersion: number;
};

/** What a document may say of its own completeness. `unknown` is a statement too: that nobody looked whether anything is missing. */
export const completenesses = ["complete", "incomplete", "unknown"] as const;
export type Completeness = (typeof completenesses)[number];

/** Standard and serialisation of a document. */
export const bomFormats = [
  "cyclonedx-json",
  "cyclonedx-xml",
  "cyclonedx-protobuf",
  "spdx-json",
  "spdx-tag-value",
  "spdx-yaml",
  "spdx-rdf",
  "spdx-xml",
  "spdx3-json-ld",
] as const;
export type BomFormat = (typeof bomFormats)[number];

export type Bom = {
  format: BomFormat;
  specVersion: string;
  serialNumber: string | null;
  /** Name and version of the tool that wrote it, or null. */
  generator: string | null;
  /** The document's own time stamp as ISO 8601 UTC, or null when absent or unreadable. */
  createdAt: string | null;
  root: { name: string; version: string | null; purl: string | null } | null;
  /** Sorted by `key` (code unit order), unique. */
  components: Component[];
  services: BomService[];
  /** In the order of `components`; null, as the next two, unless they were asked for. */
  details: ComponentDetails[] | null;
  /** What the document says of its subject; null also where it names none. */
  rootDetails: ComponentDetails | null;
  origin: BomOrigin | null;
  graph: DependencyGraph;
  accounting: Accounting;
  /** What the document says of itself as a whole; null where it does not say. What became of its reading is in `accounting`. */
  completeness: Completeness | null;
  warnings: Warning[];
};
