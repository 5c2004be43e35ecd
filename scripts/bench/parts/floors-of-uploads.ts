import { createHash } from "node:crypto";
import pg from "pg";
import { BinaryCopy } from "@/lib/db/binary-copy";
import { quantile } from "../measure/run-load";

/** Rounds over the documents: the first warms the engine up, and a machine that others share is quiet in some of the rest. */
const rounds = 6;

/** F: documents per second of SHA-256 and JSON.parse on one thread, over the same bytes; the median of the rounds. */
export function parseRate(documents: readonly Buffer[]): number {
  const seconds = Array.from({ length: rounds }, () => {
    const startedMs = performance.now();
    for (const document of documents) {
      createHash("sha256").update(document).digest();
      JSON.parse(document.toString("utf8"));
    }
    return (performance.now() - startedMs) / 1_000;
  });
  return documents.length / quantile(Float64Array.from(seconds.slice(1)).sort(), 0.5);
}

/** Seconds (median) of a COPY of so many presence rows into a table of the same indexes, with its commit. */
export async function copySeconds(databaseUrl: string, rows: number, times: number): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const seconds: number[] = [];
    for (let time = 0; time < times; time++) {
      const startedMs = performance.now();
      const copy = await BinaryCopy.open(client, "bench_presence", [
        "from_at",
        "artifact_id",
        "package_version_id",
        "from_seq",
        "depth",
        "scope",
        "direct",
        "via",
      ]);
      for (let row = 0; row < rows; row++) {
        copy.begin();
        copy.time(Date.now());
        copy.int4(1 + time);
        copy.int4(row * 7 + time);
        copy.int4(1);
        copy.int2(2);
        copy.int2(0);
        copy.bool(false);
        copy.int4Array([row, row + 1]);
      }
      await copy.finish();
      seconds.push((performance.now() - startedMs) / 1_000);
    }
    return quantile(Float64Array.from(seconds).sort(), 0.5);
  } finally {
    await client.end();
  }
}
