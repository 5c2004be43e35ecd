import { createPool } from "@/lib/db";
import { generateDocuments } from "../documents/generated-documents";
import { allPackages } from "../fleet/dictionary";
import { Http } from "../measure/http";
import { quantile, runLoad } from "../measure/run-load";
import { applyBatch, applyRecords } from "../mirror/apply-records";
import { fleetRecords, malwareRecord } from "../mirror/fleet-records";
import { askVulnerability, countFindings, hitVulnerabilities, packagesInMostArtifacts } from "../queries/affected-fleet";
import { Random } from "../random";
import { atMost, round, singleFigure } from "../report/figures";
import type { BenchRun } from "../run-context";
import { type Kind, measureKind } from "./measure-queries";
import { send } from "./measure-uploads";
import { UploadPlan } from "./upload-plan";

const part = "Advisories in use";
const componentsOfBuild = 1_500;
const meanComponents = 1_061;
const addedMsMax = 15;
const malwareRecords = 3;

/** An inventory that has advisories: what they add to ingest, how fast questions about them are, and how soon malware is said. */
export async function measureAdvised(run: BenchRun): Promise<void> {
  const { options } = run;
  const before = await measureBuilds(run, "before");
  const pool = createPool(run.databaseUrl, 2);
  try {
    run.say("Writing advisories about the fleet ...");
    const shape = { records: options.isSmall ? 500 : 20_000, ranges: 1.3, versions: 2, lowShare: 0.8 };
    const startedMs = performance.now();
    await applyRecords(pool, fleetRecords(allPackages(run.dictionary), shape, options.sizes.seed + 50));
    const seconds = (performance.now() - startedMs) / 1_000;
    const { matches, findings } = await countFindings(run.client);
    run.report(
      singleFigure(part, `${shape.records.toLocaleString("en")} advisories about what the fleet has`, {
        used: `${round(seconds)} s, ${round(shape.records / seconds)} records/s: ${matches.toLocaleString("en")} matches, ${findings.toLocaleString("en")} findings opened`,
      }),
    );
    const after = await measureBuilds(run, "after");
    after.forEach(({ what, ms }, i) => {
      const without = before[i]?.ms ?? Number.NaN;
      run.report(
        singleFigure(part, `${what}, with advisories`, {
          floor: `without any: p50 ${round(without)} ms`,
          used: `p50 ${round(ms)} ms`,
          bars: [atMost("added", ms - without, addedMsMax, "ms")],
        }),
      );
    });
    await measureQuestions(run);
    await measureMalware(run, pool);
  } finally {
    await pool.end();
  }
}

/** The median answer time of builds of 1,500 components, one at a time. */
async function measureBuilds(run: BenchRun, stamp: string): Promise<{ what: string; ms: number }[]> {
  const { options } = run;
  const scale = (options.isSmall ? 0.1 : 1) * (componentsOfBuild / meanComponents);
  const bases = generateDocuments(run.dictionary, options.sizes.seed + 60, scale);
  const plan = new UploadPlan(bases, run.access, `advised-${stamp}-${process.pid}`, 1, options.sizes.seed + 61);
  const http = new Http(run.server.port, 1);
  const components = Math.round(bases.reduce((sum, { document }) => sum + document.components.length, 0) / bases.length);
  const count = options.isSmall ? 8 : 160;
  try {
    for (const each of plan.preparation()) await send(http, each);
    const results: { what: string; ms: number }[] = [];
    for (const versions of ["known", "new"] as const) {
      const uploads = Array.from({ length: count }, (_, i) => plan.changed(i, 0, versions));
      const load = await runLoad({ concurrency: 1, count, secondsMax: options.secondsMax }, async (i) => {
        const upload = uploads[i];
        return upload ? (await send(http, upload)).totalMs : 0;
      });
      results.push({ what: `a build of ${components} components, 1 % at ${versions} versions, c=1`, ms: quantile(load.ms, 0.5) });
    }
    return results;
  } finally {
    http.close();
  }
}

async function measureQuestions(run: BenchRun): Promise<void> {
  const random = new Random(run.options.sizes.seed + 70);
  const ids = await hitVulnerabilities(run.client, 500);
  const plain = (path: string) => () => ({ path });
  const kinds: Kind[] = [
    {
      what: "question by the id of a vulnerability, first page",
      p95Max: 15,
      next: () => {
        const id = random.pick(ids);
        return { path: `/api/v1/blast-radius?q=${id}`, floor: () => askVulnerability(run.client, id) };
      },
    },
    { what: "a vulnerability", p95Max: null, next: () => plain(`/api/v1/vulnerabilities/${random.pick(ids)}`)() },
    { what: "vulnerabilities, first page", p95Max: 150, next: plain("/api/v1/vulnerabilities") },
    { what: "vulnerabilities by a word", p95Max: 150, next: plain("/api/v1/vulnerabilities?q=lodash") },
    { what: "findings, first page", p95Max: 150, next: plain("/api/v1/findings") },
  ];
  for (const kind of kinds) await measureKind(run, part, { ...kind, share: 0.5 });
}

/** From the start of the transaction that takes one record in, to its alert and its findings read over HTTP: the slowest of several records. */
async function measureMalware(run: BenchRun, pool: ReturnType<typeof createPool>): Promise<void> {
  const most = await packagesInMostArtifacts(run.client, run.options.sizes.artifacts);
  const chosen = new Set(most.ids);
  const packages = allPackages(run.dictionary).filter((each) => chosen.has(each.id));
  const http = new Http(run.server.port, 1);
  const read = async (path: string) => (await http.ask({ method: "GET", path, headers: run.access.token })).body.toString();
  const times: { committed: number; readable: number }[] = [];
  try {
    for (let i = 0; i < malwareRecords; i++) {
      const id = `MAL-2026-${process.pid}${i}`;
      const record = malwareRecord(id, packages);
      const startedMs = performance.now();
      await applyBatch(pool, [record]);
      const committed = performance.now() - startedMs;
      const [alerts, findings] = [await read("/api/v1/alerts?state=standing"), await read(`/api/v1/findings?q=${id}`)];
      times.push({ committed, readable: performance.now() - startedMs });
      if (!alerts.includes(id) || !findings.includes(id))
        throw new Error(`${id} is committed, but not told: ${alerts.slice(0, 300)} ${findings.slice(0, 300)}`);
    }
  } finally {
    http.close();
  }
  const slowest = times.reduce((a, b) => (a.readable > b.readable ? a : b));
  run.report(
    singleFigure(
      part,
      `a malware record that hits ${most.artifacts.toLocaleString("en")} artifacts, from the begin of its transaction to alert and findings over HTTP`,
      {
        used: `slowest of ${malwareRecords}: committed after ${round(slowest.committed)} ms, read after ${round(slowest.readable)} ms`,
        bars: [atMost("readable", slowest.readable / 1_000, 1, "s")],
      },
    ),
  );
}
