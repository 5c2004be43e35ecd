import { gzipSync } from "node:zlib";
import { generateLargeDocument } from "../documents/generated-documents";
import { Variants } from "../documents/variant";
import { Http } from "../measure/http";
import { quantile } from "../measure/run-load";
import { watch } from "../measure/usage";
import { dropFloorTable, makeFloorTable } from "../queries/floors";
import { Random } from "../random";
import { atMost, figureOf, round } from "../report/figures";
import type { BenchRun } from "../run-context";
import { copySeconds, parseRate } from "./floors-of-uploads";
import { send } from "./measure-uploads";

const part = "One large document";
const components = 9_056;
const secondsMax = 0.7;
const times = 5;

/** A document of 9,056 components of which nothing is known, until it is committed; plain and as gzip. */
export async function measureLarge(run: BenchRun): Promise<void> {
  const count = run.options.isSmall ? 500 : components;
  const http = new Http(run.server.port, 1);
  try {
    for (const encoding of ["plain", "gzip"] as const) {
      const documents = Array.from({ length: times + 1 }, (_, i) => newDocument(count, `${encoding}${Date.now().toString(36)}${i}`, i));
      await makeFloorTable(run.client);
      const parseMs = 1_000 / parseRate(documents.slice(0, 3));
      const copyMs = (await copySeconds(run.databaseUrl, count, 5)) * 1_000;
      await dropFloorTable(run.client);
      const { result, usage } = await watch(run.watched, async () => {
        const ms: number[] = [];
        for (const document of documents) ms.push((await send(http, { ask: askFor(run, document, encoding) })).totalMs);
        // The first warms what only a first large document needs.
        return ms.slice(1);
      });
      const ms = Float64Array.from(result).sort();
      const load = { ms, seconds: ms.reduce((sum, each) => sum + each, 0) / 1_000 };
      const megabytes = (documents[0]?.length ?? 0) / 1e6;
      run.report(
        figureOf(part, `${count.toLocaleString("en")} components, all new, ${round(megabytes)} MB, ${encoding}`, load, {
          floor: `SHA-256 and JSON.parse ${round(parseMs)} ms; COPY of its presences ${round(copyMs)} ms`,
          usage,
          bars: [atMost("median", quantile(ms, 0.5) / 1_000, secondsMax, "s")],
        }),
      );
    }
  } finally {
    http.close();
  }
}

function newDocument(count: number, stamp: string, seed: number): Buffer {
  const variants = new Variants(generateLargeDocument(count, stamp, seed + 1), new Random(seed + 50));
  return variants.write(variants.unchanged(), new Date());
}

function askFor({ access }: BenchRun, document: Buffer, encoding: "plain" | "gzip") {
  const service = `bench-large-${encoding}-${Math.random().toString(36).slice(2)}`;
  const headers = { ...access.token, "content-type": "application/json", ...(encoding === "gzip" ? { "content-encoding": "gzip" } : {}) };
  return {
    method: "POST" as const,
    path: `/api/v1/sboms?service=${service}&kind=image&wait=30`,
    headers,
    body: encoding === "gzip" ? gzipSync(document) : document,
  };
}
