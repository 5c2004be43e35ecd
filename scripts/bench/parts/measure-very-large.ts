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
/** The question's own bar, and the longest that any request may have to wait. */
const questionP95MsMax = 15;
const questionMsMax = 250;

type Case = { what: string; write: (path: string, stamp: string) => WrittenDocument; secondsMax: number; megabytesMax: number | null };

const cases: readonly Case[] = [
  { what: "SPDX of an image, mostly files", write: (path, stamp) => writeSpdxOfFiles(path, 55_500, stamp, 1), secondsMax: 4, megabytesMax: null },
  { what: "SPDX of a product, packages", write: (path, stamp) => writeSpdxOfPackages(path, 93_700, stamp, 2), secondsMax: 20, megabytesMax: 400 },
  { what: "CycloneDX", write: (path, stamp) => writeCyclonedx(path, 300_000, stamp, 3), secondsMax: 15, megabytesMax: 600 },
];
const smallCases: readonly Case[] = [{ what: "CycloneDX", write: (path, stamp) => writeCyclonedx(path, 20_000, stamp, 3), secondsMax: 60, megabytesMax: null }];

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

async function measureCase(run: BenchRun, kind: Kind, { what, write, secondsMax, megabytesMax }: Case, path: string): Promise<void> {
  const { server } = run;
  const document = write(path, `big${Date.now().toString(36)}`);
  const floor = await floorOf(run, document);
  const quiet = await askAll(run, kind, { concurrency: 1, count: 200, secondsMax: 4 });
  await Promise.all([resetPeak(server.workerPid), resetPeak(server.webPid)]);
  const asking = new AbortController();
  const asked = askUntil(run, kind, asking.signal);
  const startedMs = performance.now();
  const { upload, answeredMs } = await uploadWhole(run, document);
  const seconds = (performance.now() - startedMs) / 1_000;
  asking.abort();
  const questions = await asked;
  if (upload.accounting?.taken !== document.packages) throw new Error(`of ${document.packages} components ${upload.accounting?.taken} were taken`);
  const worker = (peakRssOf(server.workerPid) ?? Number.NaN) / megabyte;
  const bars: Bar[] = [
    atMost("to done", seconds, secondsMax, "s"),
    ...(megabytesMax === null ? [] : [atMost("worker", worker, megabytesMax, "MB")]),
    atMost("question p95", quantile(questions.ms, 0.95), questionP95MsMax, "ms"),
    atMost("longest question", quantile(questions.ms, 1), questionMsMax, "ms"),
  ];
  run.report(
    figureOf(part, `${what}: ${document.packages.toLocaleString("en")} components, ${round(document.bytes / 1e6)} MB; a question meanwhile`, questions, {
      floor,
      extra: `accepted after ${round(answeredMs / 1_000)} s; peak worker ${round(worker)} MB, web ${round((peakRssOf(server.webPid) ?? Number.NaN) / megabyte)} MB; question quiet p95 ${round(quantile(quiet.ms, 0.95))} ms`,
      bars,
    }),
  );
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

/** Questions one after the other until the signal comes. */
async function askUntil(run: BenchRun, kind: Kind, signal: AbortSignal): Promise<Load> {
  const ms: number[] = [];
  const startedMs = performance.now();
  while (!signal.aborted) {
    const load = await askAll(run, kind, { concurrency: 1, count: 10, secondsMax: 5 });
    ms.push(...load.ms);
  }
  return { ms: Float64Array.from(ms).sort(), seconds: (performance.now() - startedMs) / 1_000 };
}

async function uploadWhole({ server, access }: BenchRun, { path, bytes }: WrittenDocument): Promise<{ upload: Upload; answeredMs: number }> {
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
    return { upload, answeredMs };
  } finally {
    http.close();
  }
}

function uploadOf({ status, body }: { status: number; body: Buffer }): Upload {
  if (status >= 300) throw new Error(`a large upload was answered ${status}: ${body.toString().slice(0, 300)}`);
  return uploadSchema.parse(JSON.parse(body.toString("utf8")));
}
