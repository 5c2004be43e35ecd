import { count } from "@/components/ui/number-format";
import { absoluteUtc } from "@/components/ui/time-format";
import type { AdvisoryFreshness } from "@/lib/advisories/sources/schemas";

/** Whether what is known of vulnerabilities can be relied on to be new. */
export function areAdvisoriesCurrent({ state }: AdvisoryFreshness): boolean {
  return state === "current";
}

/** How new the advisories are: words, the moment that they are about, and words after it. Where there is none, the first say all. */
export function ageWords({ state, lastSyncAt, sources, stale, waiting }: AdvisoryFreshness): { words: string; at: string | null; rest: string } {
  if (state === "off") return { words: "Advisories are switched off", at: null, rest: "" };
  if (state === "none") return { words: "No advisories yet", at: null, rest: "" };
  if (lastSyncAt === null) return { words: "Advisories not synced yet", at: null, rest: "" };
  const rest = stale > 0 ? `, ${count(stale)} of ${count(sources)} stale` : waiting > 0 ? `, ${count(waiting)} of ${count(sources)} not yet` : "";
  return { words: "Advisories synced ", at: lastSyncAt, rest };
}

/** The same in as few words as a bar has room for; what is stale is said by its mark and its title. */
export function shortAgeWords(advisories: AdvisoryFreshness): { words: string; at: string | null; rest: string } {
  const { state, lastSyncAt } = advisories;
  if (state === "off") return { words: "Advisories off", at: null, rest: "" };
  if (state === "none" || lastSyncAt === null) return { ...ageWords(advisories), words: state === "none" ? "No advisories yet" : "Advisories not synced" };
  return { words: "Advisories ", at: lastSyncAt, rest: "" };
}

/** What follows from a mirror that is not up to date, after how old it is. */
export const mirrorConsequence = ", so something may be missing here.";

/** The note of pages as plain text, with its moment in UTC; null: the mirror is up to date. */
export function mirrorNoteText(mirror: AdvisoryFreshness): string | null {
  if (areAdvisoriesCurrent(mirror)) return null;
  const { words, at, rest } = ageWords(mirror);
  return `${words}${at === null ? "" : absoluteUtc(at)}${rest}${mirrorConsequence}`;
}
