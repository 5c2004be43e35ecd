import { readdirSync, readFileSync } from "node:fs";

// Linux' /proc. Elsewhere every figure is null: the times and rates stand without them.

const ticksPerSecond = 100;
const isLinux = process.platform === "linux";

/** CPU milliseconds of a process so far, all threads, with those of its ended children; null where it cannot be told. */
export function cpuMsOf(pid: number): number | null {
  const fields = statFields(pid);
  if (!fields) return null;
  // utime, stime, cutime, cstime: fields 14 to 17, here without the first two.
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return (ticks * 1_000) / ticksPerSecond;
}

/** CPU milliseconds of a process and all its descendants. */
export function cpuMsOfTree(pid: number): number | null {
  const each = treeOf(pid).map((member) => cpuMsOf(member) ?? 0);
  return each.length === 0 ? null : each.reduce((sum, ms) => sum + ms, 0);
}

/** The most memory a process has held since `resetPeak`, in bytes. */
export function peakRssOf(pid: number): number | null {
  return kilobytes(`/proc/${pid}/status`, "VmHWM");
}

/** Makes `peakRssOf` begin again; without the right to it the peak since the start stands. */
export async function resetPeak(pid: number): Promise<void> {
  const { writeFile } = await import("node:fs/promises");
  await writeFile(`/proc/${pid}/clear_refs`, "5").catch(() => {});
}

/** Proportional set size of a process in bytes: pages shared by n processes count 1/n for each. */
export function pssOf(pid: number): number | null {
  return kilobytes(`/proc/${pid}/smaps_rollup`, "Pss");
}

/** A process and all its descendants, parents first. */
export function treeOf(pid: number): number[] {
  if (!isLinux || !statFields(pid)) return [];
  const children = new Map<number, number[]>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = Number(statFields(Number(entry))?.[1] ?? 0);
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const tree = [pid];
  for (const member of tree) tree.push(...(children.get(member) ?? []));
  return tree;
}

/** The parent of a process, or null. */
export function parentOf(pid: number): number | null {
  const fields = isLinux ? statFields(pid) : null;
  return fields ? Number(fields[1]) : null;
}

/** What a process was started with, for people. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}

/** The fields of /proc/PID/stat from the third (state) on: the second may hold spaces. */
function statFields(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

function kilobytes(path: string, name: string): number | null {
  try {
    const line = readFileSync(path, "utf8").match(new RegExp(`^${name}:\\s+(\\d+) kB`, "m"));
    return line ? Number(line[1]) * 1_024 : null;
  } catch {
    return null;
  }
}
