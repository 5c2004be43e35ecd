import { parseArgs } from "node:util";
import { type FleetSizes, fullFleet, smallFleet } from "./fleet/sizes";

export const parts = [
  "reading",
  "queries",
  "lists",
  "uploads",
  "large",
  "mixed",
  "advised",
  "inspector-page",
  "findings",
  "mirror",
  "rematch",
  "inspector",
  "start",
  "findings-100m",
] as const;
export type Part = (typeof parts)[number];

/** Takes an hour and forty gigabytes, so it runs only when it is asked for. */
const onDemand: Part = "findings-100m";

export type BenchOptions = {
  sizes: FleetSizes;
  isSmall: boolean;
  only: readonly Part[];
  /** Only the questions and uploads whose name holds one of these texts; null: all. */
  kinds: readonly string[] | null;
  /** Directory of real documents, or null. */
  corpus: string | null;
  /** Where the Markdown goes, or null. */
  output: string | null;
  requests: number;
  uploads: number;
  secondsMax: number;
  /** Open findings of findings-100m. */
  open: number;
};

export const usage = `npm run bench -- [options]
  --small                  a fleet of 100 artifacts: seconds, for a look at whether everything runs
  --artifacts N --services N --packages N --current N --past N --seed N
  --only ${parts.join(",")}
                           without it all but ${onDemand}, which needs a database of its own
  --open N                 open findings of ${onDemand} (default 100,000,000: 40 GB of disk, an hour)
  --kinds TEXT,TEXT        only the questions and uploads whose name holds one of these texts, such as "@scope,asof"
  --corpus DIR             measure with the real documents of this corpus too
  --requests N             requests per question (default 400)
  --uploads N              uploads per kind (default 640)
  --seconds N              the longest that one line may take (default 30)
  --output FILE            write the report as Markdown, such as docs/benchmarks.md
BENCH_DATABASE_URL: an empty database, or one with the fleet of an earlier bench (without what advised, inspector-page and
  findings write beside it), instead of one that is made for the run and removed.`;

/** Reads the command line. Throws an Error in one sentence for what cannot be read. */
export function readOptions(parameters: readonly string[]): BenchOptions {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      small: { type: "boolean" },
      artifacts: text,
      services: text,
      packages: text,
      current: text,
      past: text,
      seed: text,
      only: text,
      kinds: text,
      corpus: text,
      requests: text,
      uploads: text,
      seconds: text,
      output: text,
      open: text,
    },
  });
  const isSmall = values.small === true;
  const base = isSmall ? smallFleet : fullFleet;
  const count = (name: "artifacts" | "services" | "packages" | "current" | "past" | "seed" | "requests" | "uploads" | "seconds" | "open", fallback: number) => {
    const given = values[name];
    if (given === undefined) return fallback;
    if (!/^\d{1,9}$/.test(given)) throw new Error(`--${name} must be a whole number, not "${given}".`);
    return Number(given);
  };
  const artifacts = count("artifacts", base.artifacts);
  const sizes: FleetSizes = {
    seed: count("seed", base.seed),
    artifacts,
    services: count("services", Math.max(1, Math.round((base.services * artifacts) / base.artifacts))),
    teams: base.teams,
    packages: count("packages", base.packages),
    current: count("current", base.current),
    past: count("past", base.past),
  };
  const only = values.only?.split(",") ?? parts.filter((part) => part !== onDemand);
  const unknown = only.find((name) => !(parts as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Error(`--only knows ${parts.join(", ")}, not "${unknown}".`);
  return {
    sizes,
    isSmall,
    only: parts.filter((part) => only.includes(part)),
    kinds: values.kinds?.split(",") ?? null,
    corpus: values.corpus ?? null,
    output: values.output ?? null,
    requests: count("requests", isSmall ? 20 : 400),
    uploads: count("uploads", isSmall ? 16 : 640),
    secondsMax: count("seconds", 30),
    open: count("open", isSmall ? 40_000 : 100_000_000),
  };
}
