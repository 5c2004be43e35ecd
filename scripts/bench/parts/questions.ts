import { schemeOf, versionKey } from "@/lib/versions";
import type { FleetDictionary, FleetEcosystem, FleetPackage } from "../fleet/dictionary";
import type { Wanted } from "../queries/floors";
import { type Random, Zipf } from "../random";

/** A question over HTTP, and the same for the floor. */
export type Question = { path: string; wanted: Wanted };

const ecosystems: readonly { ecosystem: FleetEcosystem; weight: number }[] = [
  { ecosystem: "npm", weight: 5 },
  { ecosystem: "maven", weight: 2 },
  { ecosystem: "pypi", weight: 1 },
  { ecosystem: "golang", weight: 1 },
  { ecosystem: "deb", weight: 1 },
];

/** Draws packages as people meet them: by ecosystem, and popular ones more often; rare ones are asked for too. */
export class Asking {
  readonly #draws = new Map<FleetEcosystem, Zipf>();

  constructor(
    private readonly dictionary: FleetDictionary,
    private readonly random: Random,
  ) {
    for (const { ecosystem } of ecosystems) this.#draws.set(ecosystem, new Zipf(dictionary[ecosystem].length, 0.85));
  }

  version(base: string): Question {
    const entry = this.#package(() => true);
    const version = this.random.pick(entry.versions).version;
    return { path: `${base}?q=${encodeURIComponent(`${termOf(entry)}@${version}`)}`, wanted: { ...entry, version } };
  }

  /** All versions below a newer one of the same package. */
  range(base: string): Question {
    const entry = this.#package((each) => each.ecosystem !== "deb" && each.versions.length > 1);
    const bound = entry.versions[1 + this.random.below(entry.versions.length - 1)]?.version ?? "1";
    const scheme = schemeOf(entry.ecosystem);
    const high = (scheme && versionKey(scheme, bound)) ?? Buffer.from([0xff]);
    const range = entry.ecosystem === "maven" ? `(,${bound})` : `<${bound}`;
    return { path: `${base}?q=${encodeURIComponent(`${termOf(entry)}@${range}`)}`, wanted: { ...entry, low: Buffer.alloc(0), high } };
  }

  /** What somebody has typed so far of a package's name. */
  prefix(letters: number): string {
    const entry = this.#package((each) => each.name.length >= letters && !each.name.startsWith("@"));
    const leaf = entry.name.slice(Math.max(entry.name.lastIndexOf("/"), entry.name.lastIndexOf(":")) + 1);
    return leaf.slice(0, letters);
  }

  #package(accepts: (each: FleetPackage) => boolean): FleetPackage {
    for (;;) {
      const { ecosystem } = this.random.weighted(ecosystems);
      const entry = this.dictionary[ecosystem][this.#draws.get(ecosystem)?.draw(this.random) ?? 0];
      if (entry && accepts(entry)) return entry;
    }
  }
}

/** `npm:lodash`, `debian:openssl`: as the search grammar writes a package. */
export function termOf({ ecosystem, name }: { ecosystem: string; name: string }): string {
  return ecosystem === "deb" ? name.replace("/", ":") : `${ecosystem}:${name}`;
}

/** npm scopes by the number of their packages, largest first: those with at least `least`. */
export function largeScopes(dictionary: FleetDictionary, least: number): { scope: string; packages: number }[] {
  const counts = new Map<string, number>();
  for (const { name } of dictionary.npm) {
    if (!name.startsWith("@")) continue;
    const scope = name.slice(0, name.indexOf("/") + 1);
    counts.set(scope, (counts.get(scope) ?? 0) + 1);
  }
  return [...counts]
    .map(([scope, packages]) => ({ scope, packages }))
    .filter((each) => each.packages >= least)
    .sort((a, b) => b.packages - a.packages);
}
