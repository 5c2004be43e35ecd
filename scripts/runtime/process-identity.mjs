import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/**
 * What tells a process from a later one with the same id: its start time, in the system's own notation.
 * Null when there is no such process.
 */
export function startTimeOf(pid) {
  return fieldOf(pid, 19, "lstart");
}

/** The parent's process id as text, or null when there is no such process. */
export function parentOf(pid) {
  return fieldOf(pid, 1, "ppid");
}

/** The name of the program that the process runs, without its folder. */
export function nameOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return askPs(pid, "comm")?.replace(/^.*\//, "") ?? null;
  }
}

/** proc(5): the name in parentheses may hold spaces, so fields are counted after it. */
function fieldOf(pid, index, column) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[index] ?? null;
  } catch {
    return process.platform === "linux" ? null : askPs(pid, column);
  }
}

/** Whether the process works in the given directory or names it on its command line: a postmaster does both. */
export function belongsTo(pid, directory) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === directory;
  } catch {
    return askPs(pid, "command")?.includes(directory) ?? false;
  }
}

function askPs(pid, column) {
  try {
    return execFileSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || null;
  } catch {
    return null;
  }
}
