import type { Access } from "../access";
import type { BaseDocument } from "../documents/base-document";
import { type Bumps, Variants } from "../documents/variant";
import type { Ask } from "../measure/http";
import { Random } from "../random";

/** How many versions of each component are made known beforehand. */
const knownVersions = 3;

/** One document on its way: `changes` components differ from what its artifact had before, null for a first build. */
export type PlannedUpload = { ask: Ask; bytes: Buffer; changes: number | null };

type Lane = { service: string; variants: Variants; bumps: Bumps; last: Buffer };

/**
 * Makes uploads whose like is measured. Each of `loops` callers has artifacts of its own, one per base document, so
 * that builds of an artifact arrive in their order.
 */
export class UploadPlan {
  readonly #random: Random;
  readonly #variants: Variants[];
  readonly #lanes: Lane[][];
  #fresh = 0;
  #clockMs = Date.now() - 20 * 86_400_000;

  constructor(
    bases: readonly BaseDocument[],
    private readonly access: Access,
    private readonly stamp: string,
    loops: number,
    seed: number,
  ) {
    this.#random = new Random(seed);
    this.#variants = bases.map((base) => new Variants(base, this.#random));
    this.#lanes = Array.from({ length: loops }, (_, loop) =>
      this.#variants.map((variants, i): Lane => ({ service: `bench-${stamp}-${loop}-${i}`, variants, bumps: variants.unchanged(), last: Buffer.alloc(0) })),
    );
  }

  /** First builds of every caller's artifacts, and every version that counts as known later. */
  preparation(): PlannedUpload[] {
    const known = this.#variants.flatMap((variants, i) =>
      Array.from({ length: knownVersions }, (_, by) =>
        this.#upload(`bench-${this.stamp}-known-${i}`, variants.write(variants.unchanged().fill(by), this.#tick()), null),
      ),
    );
    return [...known, ...this.#lanes.flat().map((lane) => this.#next(lane, null))];
  }

  /** The bytes that the artifact had last, again. */
  identicalDocument(index: number, loop: number): PlannedUpload {
    const lane = this.#lane(index, loop);
    return this.#upload(lane.service, lane.last, 0);
  }

  /** The same components under another serial number and time. */
  identicalComposition(index: number, loop: number): PlannedUpload {
    return this.#next(this.#lane(index, loop), 0);
  }

  /** One component in a hundred at another version: one of the known ones, or one that nothing ever had. */
  changed(index: number, loop: number, versions: "known" | "new"): PlannedUpload {
    const lane = this.#lane(index, loop);
    const { bumps } = lane;
    const changes = Math.max(1, Math.round(bumps.length / 100));
    const chosen = new Set<number>();
    while (chosen.size < changes) chosen.add(this.#random.below(bumps.length));
    for (const i of chosen) bumps[i] = versions === "new" ? this.#freshBump() : ((bumps[i] ?? 0) + 1 + this.#random.below(knownVersions - 1)) % knownVersions;
    return this.#next(lane, changes);
  }

  /** The first build of a service, of known versions in a mix that nobody had, or of versions that are all new. */
  firstBuild(index: number, versions: "known" | "new"): PlannedUpload {
    const variants = this.#variants[index % this.#variants.length];
    if (!variants) throw new Error("no documents");
    const by = versions === "new" ? this.#freshBump() : 0;
    const bumps = variants.unchanged().map(() => (versions === "new" ? by : this.#random.below(knownVersions)));
    return this.#upload(`bench-${this.stamp}-first-${versions}-${index}`, variants.write(bumps, this.#tick()), null);
  }

  #lane(index: number, loop: number): Lane {
    const lanes = this.#lanes[loop] ?? [];
    const lane = lanes[index % lanes.length];
    if (!lane) throw new Error("no documents");
    return lane;
  }

  #next(lane: Lane, changes: number | null): PlannedUpload {
    lane.last = lane.variants.write(lane.bumps, this.#tick());
    return this.#upload(lane.service, lane.last, changes);
  }

  #upload(service: string, bytes: Buffer, changes: number | null): PlannedUpload {
    return {
      ask: {
        method: "POST",
        path: `/api/v1/sboms?service=${service}&kind=image&wait=30`,
        headers: { ...this.access.token, "content-type": "application/json" },
        body: bytes,
      },
      bytes,
      changes,
    };
  }

  #freshBump(): number {
    this.#fresh += 1;
    return 1_000 + this.#fresh;
  }

  /** A second later with every document, as their own times are written to the second. */
  #tick(): Date {
    this.#clockMs += 1_000;
    return new Date(this.#clockMs);
  }
}
