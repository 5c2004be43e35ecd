import { readFileSync } from "node:fs";
import { join } from "node:path";
import { allPackages, type FleetPackage } from "../fleet/dictionary";
import { askVersions } from "../queries/floors";
import { somePresences } from "../queries/server";
import { Random } from "../random";
import type { BenchRun } from "../run-context";
import { type Kind, measureKind } from "./measure-queries";
import { termOf } from "./questions";

const part = "Lists of indicators";
const api = "/api/v1/blast-radius";
const indicatorsAsked = 800;
const linesOfLargeList = 5_782;
const windowsAsked = 6;
const dayMs = 86_400_000;
const largeList = "incidents/Cobenian_shai-hulud-detect-compromised-packages.txt";

type Indicator = { entry: FleetPackage; version: string };

/** Questions by lists that people paste in an incident: now and in windows of a day, and the pictures of an answer. */
export async function measureLists(run: BenchRun): Promise<void> {
  const { kinds } = run.options;
  const asked = (await listKinds(run)).filter(({ what }) => kinds === null || kinds.some((text) => what.includes(text)));
  for (const kind of asked) await measureKind(run, part, kind);
}

async function listKinds({ dictionary, client, options }: BenchRun): Promise<Kind[]> {
  const random = new Random(options.sizes.seed + 11);
  const packages = allPackages(dictionary);
  // As lists are: half of what they name was never here in that version.
  const draw = (count: number): Indicator[] =>
    Array.from({ length: count }, (_, i) => {
      const entry = random.pick(packages);
      return { entry, version: i % 2 === 0 ? random.pick(entry.versions).version : `99.${i}.0` };
    });
  const bodyOf = (indicators: readonly Indicator[]) => Buffer.from(indicators.map(({ entry, version }) => `${termOf(entry)}@${version}`).join("\n"));
  // A few windows, as an incident has: what is not known in one is kept while nothing is written. The first question about each is not counted.
  const startedAt = Date.now();
  const window = () => {
    const from = startedAt - (2 + random.below(windowsAsked) * 10) * dayMs;
    return `${new Date(from).toISOString()}..${new Date(from + dayMs).toISOString()}`;
  };
  const ask = (path: () => string): Kind["next"] => {
    return () => {
      const indicators = draw(indicatorsAsked);
      const wanted = indicators.map(({ entry, version }) => ({ ecosystem: entry.ecosystem, name: entry.name, version }));
      return { path: path(), body: bodyOf(indicators), floor: () => askVersions(client, wanted) };
    };
  };
  const large = options.corpus === null ? bodyOf(draw(options.isSmall ? 500 : linesOfLargeList)) : readFileSync(join(options.corpus, largeList));
  const made = bodyOf(draw(options.isSmall ? 500 : linesOfLargeList));
  const popular = dictionary.deb[0] ?? { ecosystem: "deb" as const, name: "debian/zlib1g" };
  const presences = await somePresences(
    client,
    Array.from({ length: 500 }, () => 1 + random.below(options.sizes.artifacts)),
  );
  const q = `q=${encodeURIComponent(termOf(popular))}`;
  return [
    { what: `${indicatorsAsked} indicators, now`, p95Max: 50, share: 0.5, next: ask(() => api) },
    {
      what: `${indicatorsAsked} indicators, now and in a window of a day`,
      p95Max: 75,
      share: 0.5,
      next: ask(() => `${api}?during=${encodeURIComponent(window())}`),
    },
    { what: `a list of ${linesOfLargeList} lines, half of them in the inventory`, p95Max: 400, share: 0.1, next: () => ({ path: api, body: made }) },
    ...(options.corpus === null
      ? []
      : [{ what: "a published list of npm worms, 6,428 lines", p95Max: 400, share: 0.1, next: () => ({ path: api, body: large }) }]),
    { what: `grid of teams for ${termOf(popular)}, in nearly every service`, p95Max: 60, share: 0.4, next: () => ({ path: `${api}/grid?${q}` }) },
    { what: `${termOf(popular)} in a window of a day`, p95Max: null, share: 0.2, next: () => ({ path: `${api}?${q}&during=${encodeURIComponent(window())}` }) },
    { what: `versions of ${termOf(popular)} in time`, p95Max: null, share: 0.1, next: () => ({ path: `${api}/timeline?${q}` }) },
    { what: `plan of upgrades for ${termOf(popular)}`, p95Max: null, share: 0.1, next: () => ({ path: `${api}/plan?${q}` }) },
    {
      what: "graph of the ways to one presence",
      p95Max: 20,
      next: () => {
        const { artifactId, packageVersionId } = random.pick(presences);
        return { path: `${api}/graph?artifact=${artifactId}&packageVersion=${packageVersionId}` };
      },
    },
  ];
}
