import type pg from "pg";
import type { Pool } from "pg";
import { systemContext } from "@/lib/auth/system-context";
import { storeFindings } from "@/lib/aws/findings";
import { findingsAtOnce } from "@/lib/aws/sync/limits";
import { createPool } from "@/lib/db";
import { type Findings, findingsPerImage, madeFinding } from "../inspector/made-findings";
import { addImageBuilds, analyseInspected, copyInspected, countInspected } from "../queries/inspector";
import { atLeast, atMost, round as rounded, singleFigure } from "../report/figures";
import { withScratchDatabase } from "../scratch-database";
import type { Mirrored } from "./measure-mirror";

const part = "Findings of Inspector";
const artifacts = 100;
/** Large batches load quickly; what is measured comes as listings do. */
const loadFindings = 2_000;
const changedShare = 0.05;
const rateMin = 1_500;
const secondsMax = 60;
const growthMegabytesMax = 64;

/** Findings into the joined state, in databases of their own: all of them new, and a listing of very many of which few have changed. */
export async function measureInspector(bench: Mirrored): Promise<void> {
  const { isSmall, kinds } = bench.options;
  const isAsked = (what: string) => kinds === null || kinds.some((kind) => what.includes(kind));
  if (isAsked("new")) await withFindings(bench, isSmall ? 1_000 : 30_000, measureNew);
  if (isAsked("again")) await withFindings(bench, isSmall ? 2_000 : 200_000, measureAgain);
}

type Prepared = { client: pg.Client; pool: Pool; findings: Findings; report: Mirrored["report"]; say: Mirrored["say"] };

async function withFindings({ root, databaseUrl, report, say }: Mirrored, count: number, measure: (prepared: Prepared) => Promise<void>): Promise<void> {
  await withScratchDatabase(root, databaseUrl, "inspector", async (client, url) => {
    await addImageBuilds(client, artifacts, count / findingsPerImage);
    const pool = createPool(url, 4);
    try {
      await measure({ client, pool, findings: { count, round: 0, changedShare }, report, say });
    } finally {
      await pool.end();
    }
  });
}

async function measureNew({ client, pool, findings, report }: Prepared): Promise<void> {
  const taken = await take(pool, findings, findingsAtOnce);
  const floor = await copyInspected(client);
  const { packages, observations, vulnerabilities } = await countInspected(client);
  report(
    singleFigure(part, `${count(findings.count)} new ones, ${findingsAtOnce} at once`, {
      floor: `the same ${count(floor.rows)} rows copied within PostgreSQL ${rounded(floor.seconds)} s: ${rounded(taken.seconds / floor.seconds)} x`,
      used: `${rounded(taken.seconds)} s, ${rounded(taken.cpuSeconds)} s CPU beside PostgreSQL: ${count(packages)} packages, ${count(vulnerabilities)} vulnerabilities, ${count(observations)} observations`,
      bars: [atLeast("rate", findings.count / taken.seconds, rateMin, "/s")],
    }),
  );
}

async function measureAgain({ client, pool, findings, report, say }: Prepared): Promise<void> {
  say(`Loading ${count(findings.count)} findings ...`);
  await take(pool, findings, loadFindings);
  await analyseInspected(client);
  const again = { ...findings, round: 1 };
  const taken = await take(pool, again, findingsAtOnce);
  const floor = await copyInspected(client);
  const { observations, open } = await countInspected(client);
  const [first = 0, ...later] = taken.megabytes;
  const growth = Math.max(...later) - first;
  report(
    singleFigure(part, `${count(findings.count)} listed again, ${changedShare * 100} % of them changed`, {
      floor: `all of its ${count(floor.rows)} rows copied within PostgreSQL ${rounded(floor.seconds)} s`,
      used: `${rounded(taken.seconds)} s, ${rounded(taken.cpuSeconds)} s CPU beside PostgreSQL, ${count(taken.changed)} changed; ${count(observations)} observations, ${count(open)} open; memory at the quarters ${taken.megabytes.map(rounded).join(", ")} MB`,
      bars: [atMost("time", taken.seconds, secondsMax, "s"), atMost("growth", growth, growthMegabytesMax, "MB")],
    }),
  );
}

type Taken = { seconds: number; cpuSeconds: number; changed: number; megabytes: number[] };

/** Takes all findings in, in an order in which one batch has many images; of two batches one is prepared while the other is written. */
async function take(pool: Pool, findings: Findings, atOnce: number): Promise<Taken> {
  const ctx = systemContext("bench");
  const taken: Taken = { seconds: 0, cpuSeconds: 0, changed: 0, megabytes: [] };
  const quarter = findings.count / 4;
  let next = 0;
  const takeBatches = async () => {
    while (next < findings.count) {
      const from = next;
      next += atOnce;
      const batch = Array.from({ length: Math.min(atOnce, findings.count - from) }, (_, i) => madeFinding(((from + i) * 7_919) % findings.count, findings));
      const { changed } = await storeFindings(ctx, { findings: batch, source: "api", subject: { kind: "aws_feed", id: "1" }, pool });
      taken.changed += changed;
      if (Math.floor(next / quarter) > taken.megabytes.length) taken.megabytes.push(process.memoryUsage().rss / 1_048_576);
    }
  };
  const startedMs = performance.now();
  const cpu = process.cpuUsage();
  await Promise.all([takeBatches(), takeBatches()]);
  const { user, system } = process.cpuUsage(cpu);
  taken.seconds = (performance.now() - startedMs) / 1_000;
  taken.cpuSeconds = (user + system) / 1_000_000;
  return taken;
}

const count = (value: number) => value.toLocaleString("en");
