import { WhereinError } from "@/lib/errors";

/** A clock may be this far ahead of ours. */
const clockSkewMaxMs = 5 * 60_000;

/** Throws `invalid` for a moment that lies in the future. */
export function requirePast(pointer: string, at: Date, now: Date): void {
  if (at.getTime() <= now.getTime() + clockSkewMaxMs) return;
  throw new WhereinError("invalid", `"${pointer.slice(1)}" lies in the future: report what runs once it does.`, {
    reason: "deployment_in_the_future",
    errors: [{ pointer, detail: `${at.toISOString()} is after ${now.toISOString()}`, code: "in_the_future" }],
  });
}

/** Throws `invalid` unless it ends after it began. */
export function requireOrder(pointer: string, from: Date, to: Date): void {
  if (from < to) return;
  throw new WhereinError("invalid", `A deployment ends after it began, and this one began at ${from.toISOString()}.`, {
    reason: "deployment_ends_before_it_begins",
    errors: [{ pointer, detail: `Must be after ${from.toISOString()}`, code: "too_early" }],
  });
}

/** The earlier of two moments; null is none. */
export function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
