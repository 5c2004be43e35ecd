import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { npmRecords } from "./npm-records";
import { ZipFile } from "./zip-file";

/** A folder laid out like OSV's bucket: one archive for each ecosystem. */
export type Archives = { folder: string; ecosystems: string[]; records: number; bytes: number };

/** How records are written: as they are, or each with a later `modified` and another range or summary. */
export type Edition = "first" | "changed";

/** Archives of every `NAME/*.jsonl.gz` of a corpus of OSV records, an ecosystem for each NAME; null when there is none. */
export function corpusArchives(corpus: string, folder: string, edition: Edition): Archives | null {
  const base = join(corpus, "osv");
  const made: Archives = { folder, ecosystems: [], records: 0, bytes: 0 };
  for (const name of namesIn(base)) {
    const lines = namesIn(join(base, name)).find((each) => each.endsWith(".jsonl.gz"));
    if (lines === undefined) continue;
    const texts = gunzipSync(readFileSync(join(base, name, lines)))
      .toString()
      .split("\n")
      .filter((line) => line !== "");
    write(
      made,
      name,
      texts.map((text) => entryOf(text, edition)),
    );
  }
  return made.records === 0 ? null : made;
}

/** One archive of npm with made-up records. */
export function npmArchive(count: number, seed: number, folder: string): Archives {
  const made: Archives = { folder, ecosystems: [], records: 0, bytes: 0 };
  write(made, "npm", npmRecords(count, seed));
  return made;
}

type Entry = { id: string; json: string };

function write(made: Archives, ecosystem: string, entries: Iterable<Entry>): void {
  mkdirSync(join(made.folder, ecosystem), { recursive: true });
  const zip = new ZipFile(join(made.folder, ecosystem, "all.zip"));
  for (const { id, json } of entries) zip.add(`${id}.json`, Buffer.from(json));
  made.records += zip.entries;
  made.bytes += zip.close();
  made.ecosystems.push(ecosystem);
}

function entryOf(text: string, edition: Edition): Entry {
  const record = JSON.parse(text) as { id: string; modified: string; summary?: string };
  if (edition === "first") return { id: record.id, json: text };
  const modified = new Date(Date.parse(record.modified) + 1_000).toISOString();
  return { id: record.id, json: JSON.stringify({ ...record, modified, summary: `${record.summary ?? record.id} (revised)` }) };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
