import type { ObservedSource, ObservedSpan } from "@/lib/inventory/deployments/observed";

/** Containers that stop and start again within this time are one deployment: a rolling restart, a task that is moved. */
export const restartMsMax = 5 * 60_000;

/** A time in which a digest ran in one cluster or as one function; `until` is null while it does, else when it stopped and `restartMsMax` later. */
export type Stretch = {
  artifactId: number;
  seq: number;
  environment: string;
  kind: ObservedSource;
  digest: string;
  seenIn: string;
  from: Date;
  until: Date | null;
};

/** The deployments that the stretches amount to: of each build, environment and source those that overlap, or are near enough, are one. */
export function mergeStretches(stretches: readonly Stretch[]): ObservedSpan[] {
  const lanes = new Map<string, Stretch[]>();
  for (const stretch of stretches) {
    const key = `${stretch.artifactId} ${stretch.seq} ${stretch.kind} ${stretch.environment}`;
    lanes.set(key, [...(lanes.get(key) ?? []), stretch]);
  }
  return [...lanes.values()].flatMap(mergeLane);
}

function mergeLane(lane: readonly Stretch[]): ObservedSpan[] {
  const runs: Stretch[][] = [];
  let until: Date | null = new Date(0);
  const inOrder = [...lane].sort((one, other) => one.from.getTime() - other.from.getTime() || (one.digest < other.digest ? -1 : 1));
  for (const stretch of inOrder) {
    const run = runs.at(-1);
    if (run && (until === null || stretch.from <= until)) {
      run.push(stretch);
      until = until === null || stretch.until === null ? null : later(until, stretch.until);
    } else {
      runs.push([stretch]);
      until = stretch.until;
    }
  }
  return runs.flatMap(toSpan);
}

function toSpan(run: readonly Stretch[]): ObservedSpan[] {
  const [first] = run;
  if (!first) return [];
  const lasts = run.reduce<Date | null>((until, stretch) => (until === null || stretch.until === null ? null : later(until, stretch.until)), first.until);
  const to = lasts && new Date(lasts.getTime() - restartMsMax);
  // What stopped when it started never ran.
  if (to !== null && to <= first.from) return [];
  const seenIn = [...new Set(run.map((stretch) => stretch.seenIn))].filter((name) => name !== "").sort();
  return [
    {
      artifactId: first.artifactId,
      buildSeq: first.seq,
      environment: first.environment,
      source: first.kind,
      digest: first.digest,
      seenIn,
      from: first.from,
      to,
    },
  ];
}

const later = (one: Date, other: Date) => (one > other ? one : other);
