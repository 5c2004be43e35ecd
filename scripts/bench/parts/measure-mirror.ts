import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { RecordZip } from "@/lib/advisories/sync/archive/read-zip";
import { cpuMsOf, peakRssOf } from "../measure/processes";
import { serveArchives } from "../mirror/archive-server";
import { type Archives, corpusArchives, npmArchive } from "../mirror/archives";
import type { BenchOptions } from "../options";
import { copyMirrored, countMirrored, forgetPasses, type PassOfFeeds, waitForFeeds } from "../queries/advisories";
import { atLeast, atMost, type Bar, type Figure, round, singleFigure } from "../report/figures";
import { withScratchDatabase } from "../scratch-database";
import { startWorker } from "../server-under-test";

const part = "Mirror of advisories";
const secondsMax = 300;
const megabytesMax = 350;
const npmRecordsFull = 250_000;

export type Mirrored = { root: string; databaseUrl: string; options: BenchOptions; report(figure: Figure): void; say(line: string): void };

/** The worker's mirror, from archives on a server of loopback to committed rows, in databases of their own. */
export async function measureMirror(bench: Mirrored): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wherein-bench-osv-"));
  try {
    if (bench.options.corpus !== null) await measureCorpus(bench, bench.options.corpus, folder);
    await measureNpm(bench, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureCorpus({ root, databaseUrl, report, say }: Mirrored, corpus: string, folder: string): Promise<void> {
  const first = corpusArchives(corpus, join(folder, "first"), "first");
  const changed = corpusArchives(corpus, join(folder, "changed"), "changed");
  if (first === null || changed === null) {
    say(`The corpus ${corpus} holds no OSV records: left out.`);
    return;
  }
  await withScratchDatabase(root, databaseUrl, "osv", async (client, url) => {
    const sync = (archives: Archives) => syncAll(root, client, url, archives);
    const floor = { parse: await parseSeconds(first), copy: 0 };
    const loaded = await sync(first);
    floor.copy = await copyMirrored(client);
    const rows = Object.entries(await countMirrored(client)).map(([table, count]) => `${count.toLocaleString("en")} ${table}`);
    const least = floor.parse + floor.copy;
    report(
      figure(
        `first load: ${sizeOf(first)}`,
        loaded,
        `unzip and JSON.parse ${round(floor.parse)} s, the same rows copied within PostgreSQL ${round(floor.copy)} s: ${round(loaded.seconds / least)} x`,
        [atRate(loaded, 12_000)],
        rows.join(", "),
      ),
    );
    await forgetPasses(client);
    const unchanged = await sync(first);
    report(figure("a full pass, nothing changed", unchanged, `unzip and JSON.parse ${round(floor.parse)} s`, [atRate(unchanged, 30_000)]));
    await forgetPasses(client);
    const all = await sync(changed);
    report(figure("a full pass, every record changed", all, "", [atRate(all, 6_000)]));
  });
}

async function measureNpm({ root, databaseUrl, options, report }: Mirrored, folder: string): Promise<void> {
  const archives = npmArchive(options.isSmall ? 1_000 : npmRecordsFull, options.sizes.seed, join(folder, "npm"));
  await withScratchDatabase(root, databaseUrl, "npm", async (client, url) => {
    const parse = await parseSeconds(archives);
    const pass = await syncAll(root, client, url, archives);
    const copy = await copyMirrored(client);
    report(
      figure(
        `npm, first load of ${archives.records.toLocaleString("en")} made-up records, ${round(archives.bytes / 1e6)} MB`,
        pass,
        `unzip and JSON.parse ${round(parse)} s, the same rows copied within PostgreSQL ${round(copy)} s`,
        [atMost("time", pass.seconds, 30, "s")],
      ),
    );
  });
}

function sizeOf({ ecosystems, records, bytes }: Archives): string {
  return `${ecosystems.length} archives, ${records.toLocaleString("en")} records, ${round(bytes / 1e6)} MB`;
}

type Synced = PassOfFeeds & { peakBytes: number | null; cpuMs: number | null };

/** A worker's first sweep, which finds all feeds due, until they are synced. */
async function syncAll(root: string, client: pg.Client, url: string, archives: Archives): Promise<Synced> {
  const server = await serveArchives(archives.folder);
  try {
    const worker = await startWorker(root, url, { WHEREIN_OSV_URL: server.url, WHEREIN_OSV_ECOSYSTEMS: archives.ecosystems.join(",") });
    try {
      const pass = await waitForFeeds(client, archives.ecosystems.length, secondsMax);
      return { ...pass, peakBytes: peakRssOf(worker.pid), cpuMs: cpuMsOf(worker.pid) };
    } finally {
      await worker.stop();
    }
  } finally {
    server.close();
  }
}

const atRate = (pass: Synced, min: number) => atLeast("rate", pass.read / pass.seconds, min, "/s");

function figure(what: string, pass: Synced, floor: string, bars: Bar[], rows = ""): Figure {
  const megabytes = pass.peakBytes === null ? null : pass.peakBytes / 1_048_576;
  const counted = (["added", "changed", "unchanged", "quarantined"] as const)
    .filter((name) => pass[name] > 0)
    .map((name) => `${pass[name].toLocaleString("en")} ${name}`);
  const used = [
    `${round(pass.seconds)} s, ${round(pass.read / pass.seconds)} records/s: ${counted.join(", ")}`,
    rows,
    pass.cpuMs === null ? "" : `worker ${round(pass.cpuMs / 1_000)} s CPU`,
    megabytes === null ? "" : `peak ${round(megabytes)} MB`,
  ];
  const judged = [...bars, ...(megabytes === null ? [] : [atMost("peak", megabytes, megabytesMax, "MB")])];
  return singleFigure(part, what, { floor, used: used.filter(Boolean).join("; "), bars: judged });
}

/** The floor of reading: every entry inflated and parsed, one after another on one thread. */
async function parseSeconds({ folder, ecosystems }: Archives): Promise<number> {
  const startedMs = performance.now();
  for (const name of ecosystems) {
    const path = join(folder, name, "all.zip");
    const zip = await RecordZip.open(path, path);
    for await (const record of zip.records(null)) JSON.parse(record.read().toString());
    await zip.close();
  }
  return (performance.now() - startedMs) / 1_000;
}
