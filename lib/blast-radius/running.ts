import { environmentOf } from "@/lib/inventory/deployments";
import type { Holding } from "./hits";
import type { Hit } from "./page-of-hits";
import type { RunningBuild, RunningHit } from "./queries/running";
import { side } from "./sides";

type Place = Pick<Hit, "artifactId" | "packageVersionId">;

/** Where what is asked for runs, by what deployments say. */
export type Running = {
  /** What the newest SBOMs hold, with where those builds run, and what only builds that run hold. */
  holdings: Holding[];
  /** Environments in which a hit runs, in their order; production first. */
  environmentsOf: (hit: Place) => string[];
  /** The build that runs and holds a hit that the newest SBOM does not. */
  buildOf: (hit: Place) => number | null;
  /** Artifacts with a running deployment. */
  artifactIds: readonly number[];
};

const keyOf = ({ artifactId, packageVersionId }: Place) => `${artifactId} ${packageVersionId}`;
const bitOf = (environment: string) => (environmentOf(environment).tier === "production" ? side.production : side.elsewhere);

/** Puts together what is held now and what runs: the newest build need not be the one that does. */
export function toRunning(current: readonly Holding[], builds: readonly RunningBuild[], others: readonly RunningHit[]): Running {
  const byArtifact = new Map<number, RunningBuild[]>();
  for (const build of builds) byArtifact.set(build.artifactId, [...(byArtifact.get(build.artifactId) ?? []), build]);
  const headBits = new Map<number, number>();
  for (const { artifactId, environment, isHead } of builds) if (isHead) headBits.set(artifactId, (headBits.get(artifactId) ?? 0) | bitOf(environment));
  const held = new Map<string, Set<number>>();
  for (const hit of others) held.set(keyOf(hit), (held.get(keyOf(hit)) ?? new Set()).add(hit.seq));
  const runs = ({ artifactId, seq, isHead }: RunningBuild, hit: Place, isNow: boolean) =>
    (isHead ? isNow : (held.get(keyOf(hit))?.has(seq) ?? false)) && artifactId === hit.artifactId;
  const nowOf = currentHits(current);
  return {
    holdings: [...current.map((holding) => withBits(holding, headBits)), ...otherHoldings(others, byArtifact)],
    environmentsOf: (hit) => {
      const found = (byArtifact.get(hit.artifactId) ?? []).filter((build) => runs(build, hit, nowOf(hit))).map(({ environment }) => environment);
      return [...new Set(found)].sort((a, b) => bitOf(a) - bitOf(b) || a.localeCompare(b, "en"));
    },
    buildOf: (hit) => Math.max(0, ...(held.get(keyOf(hit)) ?? [])) || null,
    artifactIds: [...byArtifact.keys()],
  };
}

function currentHits(current: readonly Holding[]): (hit: Place) => boolean {
  const byVersion = new Map(current.map(({ packageVersionId, artifactIds }) => [packageVersionId, artifactIds]));
  return ({ artifactId, packageVersionId }) => byVersion.get(packageVersionId)?.includes(artifactId) ?? false;
}

function withBits(holding: Holding, headBits: ReadonlyMap<number, number>): Holding {
  return { ...holding, sides: Uint8Array.from(holding.artifactIds, (artifactId) => side.now | (headBits.get(artifactId) ?? 0)) };
}

function otherHoldings(others: readonly RunningHit[], byArtifact: ReadonlyMap<number, readonly RunningBuild[]>): Holding[] {
  const byVersion = new Map<number, RunningHit[]>();
  for (const hit of others) byVersion.set(hit.packageVersionId, [...(byVersion.get(hit.packageVersionId) ?? []), hit]);
  return [...byVersion].map(([packageVersionId, hits]) => ({
    packageVersionId,
    artifactIds: Int32Array.from(hits, ({ artifactId }) => artifactId),
    sinceMs: Float64Array.from(hits, ({ since }) => since.getTime()),
    sides: Uint8Array.from(hits, ({ artifactId, seq }) =>
      (byArtifact.get(artifactId) ?? []).filter((build) => build.seq === seq).reduce((bits, { environment }) => bits | bitOf(environment), 0),
    ),
  }));
}
