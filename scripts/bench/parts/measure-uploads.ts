import { type BaseDocument, readCorpus } from "../documents/base-document";
import { generateDocuments } from "../documents/generated-documents";
import { Http } from "../measure/http";
import { quantile, runLists } from "../measure/run-load";
import { watch } from "../measure/usage";
import { dropFloorTable, makeFloorTable } from "../queries/floors";
import { atLeast, atMost, type Bar, figureOf, round, singleFigure } from "../report/figures";
import type { BenchRun } from "../run-context";
import { copySeconds, parseRate } from "./floors-of-uploads";
import { type UploadAnswer, uploadAnswerOf } from "./upload-answer";
import { type PlannedUpload, UploadPlan } from "./upload-plan";

const concurrency = 8;
/** Documents kept ready in memory at once; they are made while nothing is measured. */
const batch = 80;
/** The first of each kind are not counted: a server that has just been started compiles its code while it answers them. */
const warmUp = 80;

type Scenario = {
  what: string;
  next: (plan: UploadPlan, index: number, loop: number) => PlannedUpload;
  factor: number;
  extra?: (answers: readonly Counted[], walPerBuild: number, p95: number) => Bar[];
};
type Counted = UploadAnswer & { changes: number | null };

const written = (answers: readonly Counted[]) => answers.reduce((sum, each) => sum + each.rows, 0);
const changed = (answers: readonly Counted[]) => answers.reduce((sum, each) => sum + (each.changes ?? 0), 0);
const rowsPerChange = (answers: readonly Counted[]) => atMost("rows per change", written(answers) / Math.max(1, changed(answers)), 2.1, "");

// The share of F (SHA-256 and JSON.parse of the same bytes on one thread) that each kind must reach.
const scenarios: readonly Scenario[] = [
  { what: "identical document", next: (plan, index, loop) => plan.identicalDocument(index, loop), factor: 2.4 },
  {
    what: "identical composition (other serial number and time)",
    next: (plan, index, loop) => plan.identicalComposition(index, loop),
    factor: 1,
    extra: (answers, wal) => [atMost("WAL per build without page images", wal / 1_024, 10, "KiB"), atMost("presence rows written", written(answers), 0, "")],
  },
  {
    what: "1 % changed, versions known",
    next: (plan, index, loop) => plan.changed(index, loop, "known"),
    factor: 0.5,
    extra: (answers, _, p95) => [atMost("p95", p95, 180, "ms"), rowsPerChange(answers)],
  },
  {
    what: "1 % changed, versions new",
    next: (plan, index, loop) => plan.changed(index, loop, "new"),
    factor: 0.5,
    extra: (answers, _, p95) => [atMost("p95", p95, 180, "ms"), rowsPerChange(answers)],
  },
  { what: "first build, versions known", next: (plan, index) => plan.firstBuild(index, "known"), factor: 0.42 },
  { what: "first build, versions new", next: (plan, index) => plan.firstBuild(index, "new"), factor: 0.24 },
];

/** Uploads of about a thousand components, eight in flight, each until committed. */
export async function measureUploads(run: BenchRun): Promise<void> {
  const { options, dictionary } = run;
  const generated = generateDocuments(dictionary, options.sizes.seed, options.isSmall ? 0.1 : 1);
  await measureMix(run, "Uploads, generated documents", "gen", generated);
  const real = options.corpus === null ? null : readCorpus(options.corpus);
  if (real) await measureMix(run, `Uploads, real documents (${real.map(({ name }) => name).join(", ")})`, "real", real);
  else if (options.corpus !== null) run.say(`The corpus ${options.corpus} does not hold the four documents: left out.`);
}

async function measureMix(run: BenchRun, part: string, name: string, bases: readonly BaseDocument[]): Promise<void> {
  const plan = new UploadPlan(bases, run.access, `${name}-${process.pid}-${Date.now()}`, concurrency, run.options.sizes.seed + 20);
  const http = new Http(run.server.port, concurrency);
  try {
    const prepared = plan.preparation();
    for (const each of prepared) await send(http, each);
    const documents = prepared.slice(0, 24).map(({ bytes }) => bytes);
    const meanBytes = documents.reduce((sum, bytes) => sum + bytes.length, 0) / documents.length;
    const f = parseRate(documents);
    await makeFloorTable(run.client);
    const rows = Math.round(bases.reduce((sum, { document }) => sum + document.components.length, 0) / bases.length);
    const copyMs = (await copySeconds(run.databaseUrl, rows, 20)) * 1_000;
    await dropFloorTable(run.client);
    run.report(
      singleFigure(part, "F: SHA-256 and JSON.parse of the same bytes, one thread", {
        used: `${round(f)}/s; mean ${round(meanBytes / 1e6)} MB; COPY of ${rows} presences and commit ${round(copyMs)} ms`,
      }),
    );
    const { kinds } = run.options;
    const chosen = scenarios.filter(({ what }) => kinds === null || kinds.some((kind) => what.includes(kind)));
    for (const scenario of chosen) await measureScenario(run, part, plan, http, scenario, f);
  } finally {
    http.close();
  }
}

async function measureScenario(run: BenchRun, part: string, plan: UploadPlan, http: Http, scenario: Scenario, f: number): Promise<void> {
  const { options } = run;
  const count = Math.ceil(options.uploads / concurrency) * concurrency;
  const ms: number[] = [];
  const answers: Counted[] = [];
  const used = { seconds: 0, webCpuMs: 0, postgresCpuMs: 0, walBytes: 0, walRecordBytes: 0 as number | null, peakRssBytes: 0 };
  const first = options.isSmall ? concurrency : warmUp;
  for (let at = 0; at < count + first && used.seconds < options.secondsMax; ) {
    const size = at === 0 ? first : Math.min(batch, count + first - at);
    const perLoop = size / concurrency;
    const uploads = Array.from({ length: concurrency }, (_, loop) =>
      Array.from({ length: perLoop }, (_, i) => scenario.next(plan, at + i * concurrency + loop, loop)),
    );
    const { result, usage } = await watch(run.watched, () =>
      runLists(uploads, async (upload) => {
        const { answer, totalMs } = await send(http, upload);
        if (at > 0) answers.push({ ...answer, changes: upload.changes });
        return totalMs;
      }),
    );
    if (at > 0) {
      ms.push(...result.ms);
      used.seconds += result.seconds;
      used.webCpuMs += usage.webCpuMs ?? 0;
      used.postgresCpuMs += usage.postgresCpuMs ?? 0;
      used.walBytes += usage.walBytes;
      used.walRecordBytes = used.walRecordBytes === null || usage.walRecordBytes === null ? null : used.walRecordBytes + usage.walRecordBytes;
      used.peakRssBytes = Math.max(used.peakRssBytes, usage.peakRssBytes ?? 0);
    }
    at += size;
  }
  const load = { ms: Float64Array.from(ms).sort(), seconds: used.seconds };
  // Where page images cannot be told apart the whole is judged.
  const wal = (used.walRecordBytes ?? used.walBytes) / ms.length;
  const p95 = quantile(load.ms, 0.95);
  const bars = [atLeast(`rate (${scenario.factor} F)`, ms.length / used.seconds, scenario.factor * f, "/s"), ...(scenario.extra?.(answers, wal, p95) ?? [])];
  const extra = `WAL ${round(wal / 1_024)} KiB${used.walRecordBytes === null ? "" : ` (with page images ${round(used.walBytes / ms.length / 1_024)})`}, ${round(written(answers) / ms.length)} presence rows`;
  run.report(figureOf(part, scenario.what, load, { floor: `F ${round(f)}/s`, usage: used, extra, bars }));
}

/** Sends one upload and waits until it is committed. Throws when it was not. */
export async function send(http: Http, { ask }: Pick<PlannedUpload, "ask">): Promise<{ answer: UploadAnswer; totalMs: number }> {
  const { status, body, totalMs } = await http.ask(ask);
  if (status >= 300) throw new Error(`POST ${ask.path} answered ${status}: ${body.toString().slice(0, 300)}`);
  const answer = uploadAnswerOf(body);
  // 200: the same build was recorded before, and what is told is what that upload did.
  return { answer: status === 200 ? { ...answer, rows: 0 } : answer, totalMs };
}
