import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Upload, uploadSchema } from "@/lib/inventory/upload/schemas";
import { type WrittenDocument, writeCyclonedx, writeSpdxOfFiles, writeSpdxOfPackages } from "../documents/large-documents";
import { Http } from "../measure/http";
import { peakRssOf, resetPeak } from "../measure/processes";
import { type Load, quantile } from "../measure/run-load";
import { dropFloorTable, makeFloorTable } from "../queries/floors";
import { atMost, type Bar, figureOf, round } from "../report/figures";
import type { BenchRun } from "../run-context";
import { copySeconds } from "./floors-of-uploads";
import { askAll, type Kind, questionKinds } from "./measure-queries";

const part = "Very large documents, all new";
const megabyte = 1_048_576;
/** Somebody asks so often while a document is taken in: its p95 beside its own in quiet, and the longest wait. */
const questionsPerSecond = 10;
const timesQuiet = 3;
const questionMsMax = 250;
const quietMs = 5_000;

/** `times`: the slowest of so many counts. */
type Case = { what: string; write: (path: string, stamp: string) => WrittenDocument; times: number; secondsMax: number; megabytesMax: number | null };

const cases: readonly Case[] = [
  { what: "SPDX of an image, mostly files", write: (path, stamp) => writeSpdxOfFiles(path, 55_500, stamp, 1), times: 5, secondsMax: 4, megabytesMax: null },
  { what: "SPDX of a product, packages", write: (path, stamp) => writeSpdxOfPackages(path, 93_700, stamp, 2), times: 1, secondsMax: 20, megabytesMax: 400 },
  { what: "CycloneDX", write: (path, stamp) => writeCyclonedx(path, 300_000, stamp, 3), times: 1, secondsMax: 15, megabytesMax: 600 },
];
const smallCases: readonly Case[] = [
  { what: "CycloneDX", write: (path, stamp) => writeCyclonedx(path, 20_000, stamp, 3), times: 1, secondsMax: 60, megabytesMax: null },
];

/** Documents of which nothing is known, from the first byte sent until the build is recorded; meanwhile somebody asks. */
export async function measureVeryLarge(run: BenchRun): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "wherein-bench-"));
  try {
    const [kind] = await questionKinds(run);
    if (!kind) return;
    await askAll(run, kind, { concurrency: 1, count: 50, secondsMax: 5 });
    for (const each of run.options.isSmall ? smallCases : cases) await measureCase(run, kind, each, join(directory, "document.json"));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measureCase(run: BenchRun, kind: Kind, { what, write, times, secondsMax, megabytesMax }: Case, path: string): Promise<void> {
  const { server } = run;
  const quiet = await askUntil(run, kind, AbortSignal.timeout(quietMs));
  await Promise.all([resetPeak(server.workerPid), resetPeak(server.webPid)]);
  const ms: number[] = [];
  const taken: { seconds: number; answeredMs: number }[] = [];
  let askedSeconds = 0;
  let document: WrittenDocument = { path, bytes: 0, packages: 0 };
  for (let time = 0; time < times; time++) {
    document = write(path, stampOf());
    const asking = new AbortController();
    const asked = askUntil(run, kind, asking.signal);
    taken.push(await uploadWhole(run, document).finally(() => asking.abort()));
    const questions = await asked;
    ms.push(...questions.ms);
    askedSeconds += questions.seconds;
  }
  const questions: Load = { ms: Float64Array.from(ms).sort(), seconds: askedSeconds };
  const slowest = taken.reduce((most, each) => (each.seconds > most.seconds ? each : most));
  const [worker, web] = [server.workerPid, server.webPid].map((pid) => (peakRssOf(pid) ?? Number.NaN) / megabyte) as [number, number];
  const bars: Bar[] = [
    atMost("to done", slowest.seconds, secondsMax, "s"),
    ...(megabytesMax === null ? [] : [atMost("worker", worker, megabytesMax, "MB")]),
    atMost("question p95 / quiet p95", quantile(questions.ms, 0.95) / quantile(quiet.ms, 0.95), timesQuiet, ""),
    atMost("longest question", quantile(questions.ms, 1), questionMsMax, "ms"),
  ];
  const taking = `done after ${round(slowest.seconds)} s${times > 1 ? ` (slowest of ${times})` : ""}, accepted after ${round(slowest.answeredMs / 1_000)} s`;
  run.report(
    figureOf(
      part,
      `a question while ${what} of ${document.packages.toLocaleString("en")} components, ${round(document.bytes / 1e6)} MB, is taken in`,
      questions,
      {
        floor: await floorOf(run, document),
        extra: `${taking}; peak worker ${round(worker)} MB, web ${round(web)} MB; quiet p95 ${round(quantile(quiet.ms, 0.95))} ms`,
        bars,
      },
    ),
  );
}

/** Makes names that no other document has. */
function stampOf(): string {
  return `b${(Date.now() % 36 ** 5).toString(36)}`;
}

async function floorOf(run: BenchRun, { path, packages }: WrittenDocument): Promise<string> {
  const startedMs = performance.now();
  const bytes = readFileSync(path);
  createHash("sha256").update(bytes).digest();
  JSON.parse(bytes.toString("utf8"));
  const parseSeconds = (performance.now() - startedMs) / 1_000;
  await makeFloorTable(run.client);
  const copied = await copySeconds(run.databaseUrl, packages, 1);
  await dropFloorTable(run.client);
  return `read, SHA-256 and JSON.parse ${round(parseSeconds)} s; COPY of its presences ${round(copied)} s`;
}

/** A question every tenth of a second until the signal comes. */
async function askUntil(run: BenchRun, kind: Kind, signal: AbortSignal): Promise<Load> {
  const ms: number[] = [];
  const startedMs = performance.now();
  while (!signal.aborted) {
    const load = await askAll(run, kind, { concurrency: 1, count: 1, secondsMax: 5 });
    ms.push(...load.ms);
    await pause(1_000 / questionsPerSecond);
  }
  return { ms: Float64Array.from(ms).sort(), seconds: (performance.now() - startedMs) / 1_000 };
}

async function uploadWhole({ server, access }: BenchRun, { path, bytes, packages }: WrittenDocument): Promise<{ seconds: number; answeredMs: number }> {
  const http = new Http(server.port, 1);
  try {
    const service = `bench-very-large-${Math.random().toString(36).slice(2)}`;
    const headers = { ...access.token, "content-type": "application/json" };
    const startedMs = performance.now();
    const answer = await http.ask({ method: "POST", path: `/api/v1/sboms?service=${service}&kind=image`, headers, body: { path, length: bytes } });
    const answeredMs = performance.now() - startedMs;
    let upload = uploadOf(answer);
    while (upload.status === "queued" || upload.status === "processing") {
      await pause(100);
      upload = uploadOf(await http.ask({ method: "GET", path: `/api/v1/uploads/${upload.id}`, headers: access.token }));
    }
    if (upload.status !== "done") throw new Error(`a large upload failed: ${JSON.stringify(upload.problem)}`);
    const seconds = (performance.now() - startedMs) / 1_000;
    if (upload.accounting?.taken !== packages) throw new Error(`of ${packages} components ${upload.accounting?.taken} were taken`);
    return { seconds, answeredMs };
  } finally {
    http.close();
  }
}

function uploadOf({ status, body }: { status: number; body: Buffer }): Upload {
  if (status >= 300) throw new Error(`a large upload was answered ${status}: ${body.toString().slice(0, 300)}`);
  return uploadSchema.parse(JSON.parse(body.toString("utf8")));
}
