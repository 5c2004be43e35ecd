/** What follows from all that was told of what runs, computed as plainly as can be: the oracle of the property tests. Moments are whole minutes. */

export type Told = {
  key: number;
  kind: "ecs" | "eks" | "lambda";
  environment: string | null;
  seenIn: string;
  digest: string;
  from: number;
  lasts: number | null;
  version: number;
};
export type Declared = { service: string; environment: string; build: number; from: number; lasts: number | null; replaces: boolean };

/** A build with digests, also those that it has through an image index. */
export type NaiveBuild = { service: string; seq: number; builtAt: number; digests: string[]; throughIndex: string[] };
export type NaiveSpan = { service: string; seq: number; environment: string; source: string; seenIn: string[]; from: number; to: number | null };

const gapMinutes = 5;

/** The newest report of each key; a container that was said to have stopped has, when that was said first to have been. */
function winners(told: readonly Told[]): Told[] {
  return told
    .filter((one) => told.every((other) => other.key !== one.key || other.version <= one.version))
    .map((newest) => {
      const ends = told.flatMap(({ key, from, lasts }) => (key === newest.key && lasts !== null ? [from + lasts] : []));
      return newest.kind !== "ecs" || ends.length === 0 ? newest : { ...newest, lasts: Math.max(0, Math.min(...ends) - newest.from) };
    });
}

/** By service the build that was the newest with the digest when it started, else the first one after. */
function buildsOf({ digest, from }: Told, builds: readonly NaiveBuild[]): NaiveBuild[] {
  return [...new Set(builds.map(({ service }) => service))].flatMap((service) => {
    const own = builds.filter((build) => build.service === service);
    const exact = own.filter(({ digests }) => digests.includes(digest));
    const found = exact.length > 0 ? exact : own.filter(({ throughIndex }) => throughIndex.includes(digest));
    const before = found.filter(({ builtAt }) => builtAt <= from).sort((a, b) => b.builtAt - a.builtAt);
    const after = found.filter(({ builtAt }) => builtAt > from).sort((a, b) => a.builtAt - b.builtAt);
    return [before[0] ?? after[0]].filter((build) => build !== undefined);
  });
}

const joined = (one: NaiveSpan, other: NaiveSpan): boolean => {
  const near = (a: NaiveSpan, b: NaiveSpan) => a.to === null || a.to + gapMinutes >= b.from;
  const lane = ({ service, seq, environment, source }: NaiveSpan) => `${service} ${seq} ${environment} ${source}`;
  return lane(one) === lane(other) && near(one, other) && near(other, one);
};

/** What was observed. */
export function naiveObserved(told: readonly Told[], builds: readonly NaiveBuild[]): NaiveSpan[] {
  let spans = winners(told).flatMap((task) =>
    buildsOf(task, builds).flatMap(({ service, seq }): NaiveSpan[] => {
      if (task.environment === null) return [];
      const to = task.lasts === null ? null : task.from + task.lasts;
      return [{ service, seq, environment: task.environment, source: task.kind, seenIn: [task.seenIn], from: task.from, to }];
    }),
  );
  for (;;) {
    const pair = spans.flatMap((one, n) => spans.slice(n + 1).map((other) => [one, other] as const)).find(([one, other]) => joined(one, other));
    if (!pair) return spans.filter(({ from, to }) => to === null || from < to);
    const [one, other] = pair;
    const to = one.to === null || other.to === null ? null : Math.max(one.to, other.to);
    const seenIn = [...new Set([...one.seenIn, ...other.seenIn])].sort();
    spans = [...spans.filter((span) => span !== one && span !== other), { ...one, seenIn, from: Math.min(one.from, other.from), to }];
  }
}

/** What of a build was observed in a place whatever saw it, without gaps. */
function stretchesOf(observed: readonly NaiveSpan[]): NaiveSpan[] {
  let spans = observed.map((span) => ({ ...span, source: "any" }));
  for (;;) {
    const touches = (a: NaiveSpan, b: NaiveSpan) => a.to === null || a.to >= b.from;
    const pair = spans
      .flatMap((one, n) => spans.slice(n + 1).map((other) => [one, other] as const))
      .find(([a, b]) => a.service === b.service && a.seq === b.seq && a.environment === b.environment && touches(a, b) && touches(b, a));
    if (!pair) return spans;
    const [one, other] = pair;
    const to = one.to === null || other.to === null ? null : Math.max(one.to, other.to);
    spans = [...spans.filter((span) => span !== one && span !== other), { ...one, from: Math.min(one.from, other.from), to }];
  }
}

/** What deploy jobs declared, ended by what they replaced it with and by what was observed. */
export function naiveDeclared(all: readonly Declared[], observed: readonly NaiveSpan[]): NaiveSpan[] {
  const seen = stretchesOf(observed);
  return all.map(({ service, environment, build, from, lasts }) => {
    const here = seen.filter((span) => span.service === service && span.environment === environment);
    const next = all.filter((other) => other.service === service && other.environment === environment && other.replaces && other.from > from);
    const own = here.filter((span) => span.seq === build && (span.to === null || span.to > from)).sort((a, b) => a.from - b.from)[0];
    const ends = [
      ...(lasts === null ? [] : [from + lasts]),
      ...next.map((other) => other.from),
      ...here.filter((span) => span.seq !== build && span.from > from).map((span) => span.from),
      ...(own && own.to !== null ? [own.to] : []),
    ];
    return { service, seq: build, environment, source: "api", seenIn: [], from, to: ends.length === 0 ? null : Math.min(...ends) };
  });
}
