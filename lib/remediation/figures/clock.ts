import { stillOpen } from "../history";

/**
 * When a finding is due, in minutes: `allowed` minutes after it opened, not counting those in which its clock was paused. What begins after it was due does
 * not take that back. `stillOpen`: never, as long as the pause lasts that has no end.
 */
export function dueMinute(opened: number, allowed: number, pauses: Int32Array | null): number {
  let due = opened + allowed;
  if (pauses === null) return due;
  for (let at = 0; at + 1 < pauses.length; at += 2) {
    const [from, until] = [pauses[at] ?? 0, pauses[at + 1] ?? 0];
    if (from >= due) break;
    if (until === stillOpen) return stillOpen;
    due += until - from;
  }
  return due;
}

export function isPausedAt(minute: number, pauses: Int32Array | null): boolean {
  if (pauses === null) return false;
  for (let at = 0; at + 1 < pauses.length; at += 2) if ((pauses[at] ?? 0) <= minute && minute < (pauses[at + 1] ?? 0)) return true;
  return false;
}
