import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { reasonOf, sourceProblem } from "../source-problem";

/** A file with records: a zip of `.json` files, lines of JSON (`.jsonl`, `.jsonl.gz`), or one record. */
export type RecordFile = { kind: "zip" | "lines" | "json"; path: string; size: number; modifiedMs: number };

const linesName = /\.jsonl(\.gz)?$/;

/**
 * The files that hold an ecosystem's records: `npm.zip`, `npm.jsonl.gz` or `npm.jsonl` in the base, else `npm/all.zip`, else everything in
 * the folder `npm`. Throws `source_unreadable` when the base is no folder that can be read, as when a disk is not mounted.
 */
export async function findRecordFiles(base: string, ecosystem: string): Promise<RecordFile[]> {
  const names = await namesIn(base);
  if (names === null) throw sourceProblem("source_unreadable", `There is no folder ${base}.`);
  for (const name of [`${ecosystem}.zip`, `${ecosystem}.jsonl.gz`, `${ecosystem}.jsonl`]) {
    if (names.includes(name)) return filesOf(base, [name]);
  }
  const within = names.includes(ecosystem) ? await namesIn(join(base, ecosystem)) : null;
  if (within === null) return [];
  return filesOf(join(base, ecosystem), within.includes("all.zip") ? ["all.zip"] : within);
}

async function namesIn(folder: string): Promise<string[] | null> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw sourceProblem("source_unreadable", `${folder} cannot be read: ${reasonOf(error)}.`, error);
  }
}

async function filesOf(folder: string, names: readonly string[]): Promise<RecordFile[]> {
  const files: RecordFile[] = [];
  for (const name of names) {
    const kind = kindOf(name);
    if (kind === null) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) files.push({ kind, path, size: found.size, modifiedMs: found.mtimeMs });
  }
  return files;
}

function kindOf(name: string): RecordFile["kind"] | null {
  if (name.startsWith(".")) return null;
  if (name.endsWith(".zip")) return "zip";
  if (linesName.test(name)) return "lines";
  return name.endsWith(".json") ? "json" : null;
}
