import { createHash } from "node:crypto";
import { allPackages, type FleetDictionary, type FleetEcosystem } from "./dictionary";

/** How many files a version is published as, each with a hash of its own. Tools give SHA-256 for these ecosystems; npm has SHA-512, Go its own kind. */
const filesOf: Partial<Record<FleetEcosystem, number>> = { maven: 1, pypi: 2 };

/** One artifact in this many comes from a tool that gives no hashes. */
const withoutHashesEvery = 5;

export type FleetHash = { id: number; versionId: number; sha256: Buffer };

/** Which hashes SBOMs of the fleet give: ids of `package_version_hash`. */
export class FleetHashes {
  readonly all: readonly FleetHash[];
  /** By version id: its first hash and how many there are. */
  readonly #first: Int32Array;
  readonly #count: Uint8Array;

  constructor(dictionary: FleetDictionary) {
    const packages = allPackages(dictionary);
    const versions = packages.reduce((sum, each) => sum + each.versions.length, 0);
    const all: FleetHash[] = [];
    this.#first = new Int32Array(versions + 1);
    this.#count = new Uint8Array(versions + 1);
    for (const { ecosystem, versions: own } of packages) {
      const files = filesOf[ecosystem] ?? 0;
      for (const { id: versionId } of own) {
        this.#first[versionId] = all.length + 1;
        this.#count[versionId] = files;
        for (let file = 0; file < files; file++) {
          const id = all.length + 1;
          all.push({ id, versionId, sha256: createHash("sha256").update(`file ${id}`).digest() });
        }
      }
    }
    this.all = all;
  }

  /** The hash that an artifact's SBOM gives for a version, or null. */
  of(artifactId: number, versionId: number): number | null {
    const count = this.#count[versionId] ?? 0;
    if (count === 0 || artifactId % withoutHashesEvery === 0) return null;
    return (this.#first[versionId] ?? 0) + (artifactId % count);
  }
}
