import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { closePool } from "@/lib/db";
import { openAccess } from "./access";
import { type FleetDictionary, makeDictionary } from "./fleet/dictionary";
import { loadFleet } from "./fleet/load-fleet";
import { settleFleet } from "./fleet/what-follows";
import { freePort } from "./measure/free-port";
import { postgresPid } from "./measure/postgres-pid";
import { type BenchOptions, type Part, readOptions, usage } from "./options";
import { measureAdvised } from "./parts/measure-advised";
import { measureFindings } from "./parts/measure-findings";
import { measureInspector } from "./parts/measure-inspector";
import { measureInspectorPage } from "./parts/measure-inspector-page";
import { measureLarge } from "./parts/measure-large";
import { measureLists } from "./parts/measure-lists";
import { measureManyFindings } from "./parts/measure-many-findings";
import { type Mirrored, measureMirror } from "./parts/measure-mirror";
import { measureMixed } from "./parts/measure-mixed";
import { measureQueries } from "./parts/measure-queries";
import { measureReading } from "./parts/measure-reading";
import { measureRematch } from "./parts/measure-rematch";
import { measureStart } from "./parts/measure-start";
import { measureUploads } from "./parts/measure-uploads";
import { measureVeryLarge } from "./parts/measure-very-large";
import { databaseBytes, readFleetMark, writeFleetMark } from "./queries/server";
import { type Figure, round } from "./report/figures";
import { machineFacts } from "./report/machine-facts";
import { textReport, writeMarkdown } from "./report/write-report";
import type { BenchRun } from "./run-context";
import { startServer } from "./server-under-test";

const root = process.cwd();
const say = (line: string) => process.stderr.write(`${line}\n`);

// Questions come first, while the database is as it was loaded.
const measuredByServer: [Part, (run: BenchRun) => Promise<void>][] = [
  ["queries", measureQueries],
  ["lists", measureLists],
  ["uploads", measureUploads],
  ["large", measureLarge],
  ["large", measureVeryLarge],
  ["mixed", measureMixed],
  // Last: what comes before is measured without advisories.
  ["advised", measureAdvised],
  ["inspector-page", measureInspectorPage],
  ["findings", measureFindings],
];
const measuredAlone: [Part, (bench: Mirrored) => Promise<void>][] = [
  ["mirror", measureMirror],
  ["rematch", measureRematch],
  ["inspector", measureInspector],
  ["findings-100m", measureManyFindings],
];

type Environment = Record<string, string | undefined>;
type Prepared = Pick<BenchRun, "options" | "client" | "databaseUrl" | "dictionary" | "report" | "say">;

/**
 * Loads the fleet into the migrated database of DATABASE_URL, measures, prints the tables and ends all it started.
 * Progress goes to stderr. @returns the exit status: 0 all bars met, 1 some missed, 2 it did not come to an end
 */
export async function runBench(parameters: readonly string[], environment: Environment): Promise<number> {
  if (parameters.includes("--help")) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stopping.abort());
  try {
    return (await measureAll(readOptions(parameters), environment, stopping.signal)) ? 0 : 1;
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 2;
  } finally {
    await closePool();
  }
}

async function measureAll(options: BenchOptions, environment: Environment, signal: AbortSignal): Promise<boolean> {
  const startedAt = new Date();
  const directory = environment.BENCH_DIRECTORY ?? root;
  const databaseUrl = environment.DATABASE_URL ?? "";
  const figures: Figure[] = [];
  const report = (figure: Figure) => {
    // The bars are for the whole fleet and for real documents; a small run only shows that everything runs.
    const judged = options.isSmall ? { ...figure, bar: "", passed: null } : figure;
    figures.push(judged);
    say(progressOf(judged));
  };
  const client = new pg.Client({ connectionString: databaseUrl, options: "-c timezone=UTC -c jit=off" });
  await client.connect();
  try {
    const facts = await machineFacts(client, directory, startedAt, environment.BENCH_COMMIT ?? "unknown");
    if (options.only.includes("reading")) {
      say("Measuring reading ...");
      measureReading(options, report);
    }
    if (measuredByServer.some(([part]) => options.only.includes(part))) {
      const dictionary = makeDictionary(options.sizes.seed, options.sizes.packages);
      facts.unshift(...(await ensureFleet(client, databaseUrl, options, dictionary)));
      await measureServer({ options, client, databaseUrl, dictionary, report, say }, Number(environment.PORT), signal);
    }
    for (const [part, work] of measuredAlone) {
      if (!options.only.includes(part)) continue;
      signal.throwIfAborted();
      say(`Measuring ${part} ...`);
      await work({ root, databaseUrl, options, report, say });
    }
    if (options.only.includes("start")) {
      signal.throwIfAborted();
      await measureStart(root, join(directory, "start"), freePort, report);
    }
    process.stdout.write(`${textReport(figures, facts)}\n`);
    if (options.output !== null) writeMarkdown(options.output, figures, facts, readFileSync(join(root, "scripts/bench/report/method.md"), "utf8").trim());
    return figures.every((figure) => figure.passed !== false);
  } finally {
    await client.end();
  }
}

async function measureServer(prepared: Prepared, port: number, signal: AbortSignal): Promise<void> {
  const access = await openAccess();
  const server = await startServer(root, prepared.databaseUrl, port);
  try {
    const watched = { webPid: server.webPid, postgresPid: await postgresPid(prepared), client: prepared.client };
    for (const [part, work] of measuredByServer) {
      if (!prepared.options.only.includes(part)) continue;
      signal.throwIfAborted();
      say(`Measuring ${part} ...`);
      await Promise.race([work({ ...prepared, server, access, watched }), aborted(signal)]);
    }
  } finally {
    await server.stop();
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

async function ensureFleet(client: pg.Client, databaseUrl: string, { sizes }: BenchOptions, dictionary: FleetDictionary): Promise<string[]> {
  const wanted = JSON.stringify(sizes);
  const mark = await readFleetMark(client);
  if (mark !== null && mark.sizes !== wanted) throw new Error("The database of BENCH_DATABASE_URL holds a fleet of other sizes: use an empty one.");
  const loaded = mark?.loaded ?? (await loadFleet(databaseUrl, sizes, dictionary, Date.now(), say));
  if (mark === null) await writeFleetMark(client, { sizes: wanted, loaded });
  await settleFleet(databaseUrl);
  const count = (value: number) => value.toLocaleString("en");
  return [
    `Inventory: ${count(sizes.artifacts)} artifacts, ${count(sizes.services)} services, ${count(sizes.teams)} teams, ${count(loaded.builds)} builds, ${count(loaded.current)} current and ${count(loaded.past)} past presences (seed ${sizes.seed}), ${round((await databaseBytes(client)) / 2 ** 30)} GiB`,
    `Loaded by COPY in ${round(loaded.copySeconds)} s; indexes, VACUUM and ANALYZE ${round(loaded.indexSeconds)} s`,
  ];
}

function progressOf({ part, what, p50, p95, perSecond, bar, passed }: Figure): string {
  const numbers = p95 === null ? "" : ` p50 ${round(p50 ?? 0)}, p95 ${round(p95)} ms, ${round(perSecond ?? 0)}/s`;
  return `${part}: ${what}:${numbers} ${bar}${passed === false ? " MISSED" : ""}`;
}
