import { Random, Zipf } from "../random";
import { allPackages, type FleetDictionary, type FleetEcosystem, type FleetPackage } from "./dictionary";
import { type FleetGraph, makeGraph } from "./graph";
import type { FleetSizes } from "./sizes";

/** A presence; `toSeq` 0 while it is current. `component` is its place in the head composition, -1 for past ones. */
export type FleetPresence = { versionId: number; packageId: number; fromSeq: number; toSeq: number; component: number };
export type FleetArtifact = {
  id: number;
  serviceId: number;
  kind: "image" | "application";
  builtAtMs: number[];
  /** Ascending by version and beginning, as the primary key. */
  presences: FleetPresence[];
  componentCount: number;
  packageIds: Int32Array;
  versionIds: Int32Array;
  graph: FleetGraph;
};

/** What an artifact is made of: shares of its components beside those of its operating system. */
const profiles: { weight: number; parts: Partial<Record<FleetEcosystem, number>> }[] = [
  { weight: 0.45, parts: { npm: 1 } },
  { weight: 0.27, parts: { maven: 0.9, npm: 0.1 } },
  { weight: 0.14, parts: { pypi: 0.6, npm: 0.4 } },
  { weight: 0.14, parts: { golang: 0.8, npm: 0.2 } },
];

const popularity = 0.85;
const dayMs = 86_400_000;

/** Makes artifacts one after the other: always the same ones for the same sizes and moment. */
export class ArtifactMaker {
  readonly #random: Random;
  readonly #draws: Record<FleetEcosystem, Zipf>;
  readonly #pool: FleetPackage[];
  /** Per package version: the artifact that has it already. */
  readonly #usedVersion: Int32Array;
  readonly #usedPackage: Int32Array;

  constructor(
    sizes: FleetSizes,
    private readonly dictionary: FleetDictionary,
    private readonly nowMs: number,
  ) {
    this.#random = new Random(sizes.seed + 1);
    this.#pool = allPackages(dictionary);
    const draw = (ecosystem: FleetEcosystem) => new Zipf(dictionary[ecosystem].length, popularity);
    this.#draws = { npm: draw("npm"), maven: draw("maven"), pypi: draw("pypi"), golang: draw("golang"), deb: draw("deb") };
    this.#usedPackage = new Int32Array(this.#pool.length + 1);
    this.#usedVersion = new Int32Array(this.#pool.reduce((sum, each) => sum + each.versions.length, 0) + 1);
  }

  /** `current` and `past` say how many presences it has. */
  make(id: number, serviceId: number, current: number, past: number): FleetArtifact {
    const random = this.#random;
    const isImage = random.chance(0.96);
    const headSeq = 1 + random.below(24);
    const builtAtMs = this.#buildTimes(headSeq);
    const chosen = this.#choose(id, current, isImage);
    const presences: FleetPresence[] = [];
    const room = { past };
    chosen.forEach(({ entry, index }, component) => {
      const began = headSeq > 1 && random.chance(0.45) ? 2 + random.below(headSeq - 1) : 1;
      const version = entry.versions[index];
      if (!version) return;
      presences.push({ versionId: version.id, packageId: entry.id, fromSeq: began, toSeq: 0, component });
      const before = entry.versions[index - 1];
      if (began > 1 && before && room.past > 0 && this.#usedVersion[before.id] !== id) {
        this.#usedVersion[before.id] = id;
        room.past -= 1;
        presences.push({ versionId: before.id, packageId: entry.id, fromSeq: 1 + random.below(began - 1), toSeq: began, component: -1 });
      }
    });
    this.#addRemoved(id, headSeq, room.past, presences);
    presences.sort((a, b) => a.versionId - b.versionId || a.fromSeq - b.fromSeq);
    return {
      id,
      serviceId,
      kind: isImage ? "image" : "application",
      builtAtMs,
      presences,
      componentCount: chosen.length,
      packageIds: Int32Array.from(chosen, ({ entry }) => entry.id),
      versionIds: Int32Array.from(chosen, ({ entry, index }) => entry.versions[index]?.id ?? 0),
      graph: makeGraph(random, chosen.length),
    };
  }

  #choose(id: number, count: number, isImage: boolean): { entry: FleetPackage; index: number }[] {
    const chosen: { entry: FleetPackage; index: number }[] = [];
    const os = isImage ? Math.min(Math.floor(count * 0.4), 60 + this.#random.below(90)) : 0;
    // The base of nearly every image.
    if (os > 0) this.#take(id, this.dictionary.deb[0], chosen);
    this.#fill(id, "deb", os, chosen);
    for (const [ecosystem, share] of Object.entries(this.#random.weighted(profiles).parts)) {
      this.#fill(id, ecosystem as FleetEcosystem, Math.min(count, chosen.length + Math.ceil((count - os) * share)), chosen);
    }
    this.#fill(id, "npm", count, chosen);
    return chosen;
  }

  /** Draws by popularity until there are `upTo`; where the popular ones are used up, evenly. */
  #fill(id: number, ecosystem: FleetEcosystem, upTo: number, chosen: { entry: FleetPackage; index: number }[]): void {
    const entries = this.dictionary[ecosystem];
    for (let misses = 0; chosen.length < upTo && misses < 20 * upTo; ) {
      const rank = misses > 4 * upTo ? this.#random.below(entries.length) : this.#draws[ecosystem].draw(this.#random);
      if (!this.#take(id, entries[rank], chosen)) misses += 1;
    }
  }

  #take(id: number, entry: FleetPackage | undefined, chosen: { entry: FleetPackage; index: number }[]): boolean {
    if (!entry || this.#usedPackage[entry.id] === id) return false;
    this.#usedPackage[entry.id] = id;
    const index = Math.max(0, entry.versions.length - 1 - this.#random.geometric(0.3));
    const version = entry.versions[index];
    if (!version) return false;
    this.#usedVersion[version.id] = id;
    chosen.push({ entry, index });
    return true;
  }

  /** Presences of packages that are not there any more. */
  #addRemoved(id: number, headSeq: number, count: number, presences: FleetPresence[]): void {
    if (headSeq < 2) return;
    for (let left = count, tries = 0; left > 0 && tries < count * 10; tries++) {
      const entry = this.#pool[this.#random.below(this.#pool.length)];
      const version = entry?.versions[this.#random.below(entry.versions.length)];
      if (!entry || !version || this.#usedVersion[version.id] === id || this.#usedPackage[entry.id] === id) continue;
      this.#usedVersion[version.id] = id;
      const fromSeq = 1 + this.#random.below(headSeq - 1);
      presences.push({ versionId: version.id, packageId: entry.id, fromSeq, toSeq: fromSeq + 1 + this.#random.below(headSeq - fromSeq), component: -1 });
      left -= 1;
    }
  }

  /** Three heads in a hundred are older than the freshness window. */
  #buildTimes(headSeq: number): number[] {
    const random = this.#random;
    const headAgeDays = random.chance(0.03) ? 31 + random.next() * 250 : random.next() * 28;
    const times = [this.nowMs - Math.floor(headAgeDays * dayMs)];
    for (let seq = headSeq - 1; seq >= 1; seq--) times.unshift((times[0] ?? 0) - Math.floor((0.2 + random.next() * 9) * dayMs));
    return times;
  }
}
