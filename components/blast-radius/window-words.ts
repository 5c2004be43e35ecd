type Window = { from: string; to: string };

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const dayMs = 86_400_000;

const dayOf = (at: string) => `${Number(at.slice(8, 10))} ${months[Number(at.slice(5, 7)) - 1]} ${at.slice(0, 4)}`;
const timeOf = (at: string) => (at.slice(17, 19) === "00" ? at.slice(11, 16) : at.slice(11, 19));
const isMidnight = (at: string) => timeOf(at) === "00:00";

/** A window inside of a sentence: `between 00:21 and 03:15 UTC on 31 Mar 2026`, `on 31 Mar 2026 (UTC)`. */
export function windowWords({ from, to }: Window): string {
  const last = new Date(Date.parse(to) - 1).toISOString();
  if (isMidnight(from) && isMidnight(to)) {
    return from.slice(0, 10) === last.slice(0, 10) ? `on ${dayOf(from)} (UTC)` : `from ${dayOf(from)} to ${dayOf(last)} (UTC)`;
  }
  if (from.slice(0, 10) === to.slice(0, 10)) return `between ${timeOf(from)} and ${timeOf(to)} UTC on ${dayOf(from)}`;
  return `between ${timeOf(from)} on ${dayOf(from)} and ${timeOf(to)} on ${dayOf(to)} UTC`;
}

/** A window on a button: `31 Mar 00:21 – 03:15`. */
export function shortWindow({ from, to }: Window): string {
  const short = (at: string) => `${dayOf(at).slice(0, -5)} ${timeOf(at)}`;
  return from.slice(0, 10) === to.slice(0, 10) ? `${short(from)} – ${timeOf(to)}` : `${short(from)} – ${short(to)}`;
}

/** The window between two moments, to the minute, as the URL has it: `2026-03-31T00:21Z..2026-03-31T03:15Z`. The end is rounded up, so that nothing is cut off. */
export function windowText(from: Date | string, to: Date | string): string {
  const minute = 60_000;
  const start = Math.floor(new Date(from).getTime() / minute) * minute;
  const end = Math.max(Math.ceil(new Date(to).getTime() / minute) * minute, start + minute);
  return [start, end].map((ms) => `${new Date(ms).toISOString().slice(0, 16)}Z`).join("..");
}

export type WindowPreset = { key: string; label: string; hint: string; during: string };

type Asked = { id: string; publishedAt: string | null; withdrawnAt: string | null };

/** Windows that are likely meant: from an advisory's publication to its withdrawal or now, and the last day and week. */
export function windowPresets(vulnerabilities: readonly Asked[], now: number): WindowPreset[] {
  const today = new Date(now);
  const ofAdvisories = vulnerabilities.flatMap(({ id, publishedAt, withdrawnAt }) =>
    publishedAt === null || Date.parse(publishedAt) >= (withdrawnAt === null ? now : Date.parse(withdrawnAt))
      ? []
      : [{ key: id, label: id, hint: `published to ${withdrawnAt ? "withdrawn" : "now"}`, during: windowText(publishedAt, withdrawnAt ?? today) }],
  );
  return [
    ...ofAdvisories.slice(0, 4),
    { key: "day", label: "Last 24 hours", hint: "", during: windowText(new Date(now - dayMs), today) },
    { key: "week", label: "Last 7 days", hint: "", during: windowText(new Date(now - 7 * dayMs), today) },
  ];
}

/** The question without a window in its text, so that the one beside it counts. */
export function withoutDuring(q: string): string {
  return q.replace(/(^|\s)during:\S+/g, "").trim();
}
