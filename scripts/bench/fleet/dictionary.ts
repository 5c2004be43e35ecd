import { schemeOf, versionKey } from "@/lib/versions";
import { Random } from "../random";
import { nameOf } from "./names";
import { versionsOf } from "./version-texts";

export const fleetEcosystems = ["npm", "maven", "pypi", "golang", "deb"] as const;
export type FleetEcosystem = (typeof fleetEcosystems)[number];

const shares: Record<FleetEcosystem, number> = { npm: 0.52, maven: 0.22, pypi: 0.12, golang: 0.1, deb: 0.04 };

export type FleetVersion = { id: number; version: string; release: string; versionKey: Buffer | null };
/** One package; `versions` from the oldest to the newest. */
export type FleetPackage = { id: number; ecosystem: FleetEcosystem; name: string; versions: FleetVersion[] };

/** All packages, per ecosystem in the order of popularity. */
export type FleetDictionary = { [E in FleetEcosystem]: FleetPackage[] };

/** Names and versions of a fleet: about five versions a package, popular packages with more of them. */
export function makeDictionary(seed: number, packages: number): FleetDictionary {
  const random = new Random(seed);
  let packageId = 0;
  let versionId = 0;
  const make = (ecosystem: FleetEcosystem): FleetPackage[] => {
    const count = Math.max(40, Math.round(packages * shares[ecosystem]));
    const scheme = schemeOf(ecosystem);
    const taken = new Set<string>();
    return Array.from({ length: count }, (_, rank): FleetPackage => {
      const name = nameOf(random, ecosystem, rank, taken);
      const versionCount = 1 + Math.floor(40 * (1 - rank / count) ** 12) + random.below(3);
      const versions = versionsOf(random, ecosystem, versionCount).map(
        (each): FleetVersion => ({ id: ++versionId, ...each, versionKey: scheme ? versionKey(scheme, each.version) : null }),
      );
      return { id: ++packageId, ecosystem, name, versions };
    });
  };
  return { npm: make("npm"), maven: make("maven"), pypi: make("pypi"), golang: make("golang"), deb: make("deb") };
}

export function allPackages(dictionary: FleetDictionary): FleetPackage[] {
  return fleetEcosystems.flatMap((ecosystem) => dictionary[ecosystem]);
}
