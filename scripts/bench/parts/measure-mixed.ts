import { readCorpus } from "../documents/base-document";
import { generateDocuments } from "../documents/generated-documents";
import { Http } from "../measure/http";
import { quantile } from "../measure/run-load";
import { watch } from "../measure/usage";
import { atMost, figureOf, round } from "../report/figures";
import type { BenchRun } from "../run-context";
import { askAll, questionKinds } from "./measure-queries";
import { send } from "./measure-uploads";
import { type PlannedUpload, UploadPlan } from "./upload-plan";

const part = "Questions while ingest runs";
const concurrency = 8;
/** Documents made beforehand: making them while measuring would take the very CPU that is measured. */
const uploadsMax = 640;
const timesQuiet = 3;

/** The question's p95 beside its own without ingest; meanwhile 1 % builds arrive as fast as eight callers can send. */
export async function measureMixed(run: BenchRun): Promise<void> {
  const { options } = run;
  const [kind] = await questionKinds(run);
  if (!kind) return;
  const bases =
    (options.corpus === null ? null : readCorpus(options.corpus)) ?? generateDocuments(run.dictionary, options.sizes.seed, options.isSmall ? 0.1 : 1);
  const plan = new UploadPlan(bases, run.access, `mixed-${process.pid}-${Date.now()}`, concurrency, options.sizes.seed + 30);
  const http = new Http(run.server.port, concurrency);
  try {
    for (const each of plan.preparation()) await send(http, each);
    const perLoop = Math.ceil((options.isSmall ? 80 : uploadsMax) / concurrency);
    const uploads = Array.from({ length: concurrency }, (_, loop) => Array.from({ length: perLoop }, (_, i) => plan.changed(i, loop, "known")));
    const limits = { concurrency: 1, count: options.requests, secondsMax: 8 };
    await askAll(run, kind, { ...limits, count: 50 });
    const quiet = await askAll(run, kind, limits);
    run.report(figureOf(part, `${kind.what}, quiet`, quiet));
    const { result, usage } = await watch(run.watched, async () => {
      const ingest = startIngest(http, uploads);
      const busy = await askAll(run, kind, limits);
      return { busy, ...(await ingest.stop()) };
    });
    const quietP95 = quantile(quiet.ms, 0.95);
    const p95 = quantile(result.busy.ms, 0.95);
    run.report(
      figureOf(part, `${kind.what}, during ingest`, result.busy, {
        floor: `quiet p95 ${round(quietP95)} ms`,
        extra: `${round(result.done / result.seconds)} uploads/s meanwhile${result.ranOut ? " (ran out before the questions ended)" : ""}, peak ${usage.peakRssBytes === null ? "-" : round(usage.peakRssBytes / 1_048_576)} MB`,
        bars: [atMost("p95 / quiet p95", p95 / quietP95, timesQuiet, "")],
      }),
    );
  } finally {
    http.close();
  }
}

/** Sends from all loops until told to stop. */
function startIngest(http: Http, uploads: readonly (readonly PlannedUpload[])[]): { stop(): Promise<{ done: number; seconds: number; ranOut: boolean }> } {
  let stopped = false;
  let done = 0;
  let endedLoops = 0;
  const startedMs = performance.now();
  const loops = uploads.map(async (list) => {
    for (const upload of list) {
      if (stopped) return;
      await send(http, upload);
      done += 1;
    }
    endedLoops += 1;
  });
  return {
    stop: async () => {
      stopped = true;
      const ranOut = endedLoops > 0;
      const seconds = (performance.now() - startedMs) / 1_000;
      const doneUntilThen = done;
      await Promise.all(loops);
      return { done: doneUntilThen, seconds, ranOut };
    },
  };
}
