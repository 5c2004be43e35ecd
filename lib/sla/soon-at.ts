import { soonDays } from "./schemas";

/** Up to when a finding counts as due soon. */
export function soonAt(at: Date): Date {
  return new Date(at.getTime() + soonDays * 86_400_000);
}
