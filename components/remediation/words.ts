import { areAdvisoriesCurrent } from "@/components/ask/mirror-words";
import { dayText, fullDayText } from "@/components/remediation/charts/scale";
import { count, plural } from "@/components/ui/number-format";
import type { RemediationFigures } from "@/lib/remediation/schemas";

/** How long something took, in minutes, so that two can be compared: `45 min`, `5.2 h`, `6.2 d`, `180 d`. Null: nothing was there to measure. */
export function spanText(minutes: number | null): string {
  if (minutes === null) return "none";
  if (minutes < 60) return `${minutes} min`;
  const [value, unit] = minutes < 48 * 60 ? [minutes / 60, "h"] : [minutes / 1_440, "d"];
  return `${value < 10 ? Math.round(value * 10) / 10 : count(Math.round(value))} ${unit}`;
}

/** A share, as whole percents: never 100 % for less than all, nor 0 % for something. */
export function shareText(share: number | null): string {
  if (share === null) return "none";
  const percents = Math.round(share * 100);
  if (percents === 100 && share < 1) return "99 %";
  if (percents === 0 && share > 0) return "1 %";
  return `${percents} %`;
}

/** `+12`, `-281`, `±0`. */
export function changeText(change: number): string {
  if (change === 0) return "±0";
  return change > 0 ? `+${count(change)}` : `−${count(-change)}`;
}

/** `7 Sep`, with the year where it is not the one of the day that it stands beside. */
export function nearDayText(day: string, beside: string): string {
  return day.slice(0, 4) === beside.slice(0, 4) ? dayText(day) : fullDayText(day);
}

type Tone = "better" | "worse" | "unknown" | "plain";
/** The sentence in parts: those with a tone are what it says. */
export type VerdictPart = { text: string; tone: Tone };

const plain = (text: string): VerdictPart => ({ text, tone: "plain" });

export type Told = Pick<RemediationFigures, "period" | "open" | "sla" | "meta">;

/** Are things getting better? In one sentence: how what is open changed since the period began, and how much is past its time. */
export function verdictOf({ period, open, sla, meta }: Told, today: string): VerdictPart[] {
  if (open.total + open.before.total === 0 && !areAdvisoriesCurrent(meta.mirror)) return unknownOf(period, today);
  const isToday = period.asOf >= today;
  const late: VerdictPart[] = sla.overdue === 0 ? [] : [plain(" "), { text: lateText(sla.overdue, isToday), tone: "worse" }];
  return [...changeOf(open.total, open.before.total, period, isToday), ...late];
}

/** Nothing open is good news only as far as the advisories are known. */
function unknownOf({ asOf }: RemediationFigures["period"], today: string): VerdictPart[] {
  const open = asOf >= today ? "No finding is known to be open" : `No finding is known to have been open on ${fullDayText(asOf)}`;
  return [plain(`${open}, `), { text: "but the advisories are not up to date.", tone: "unknown" }];
}

function changeOf(now: number, before: number, period: RemediationFigures["period"], isToday: boolean): VerdictPart[] {
  const since = nearDayText(period.from, period.asOf);
  const day = fullDayText(period.asOf);
  const [one, many] = isToday ? ["is", "are"] : ["was", "were"];
  const on = isToday ? "" : ` on ${day}`;
  if (now === 0 && before === 0) return [plain(`No finding ${one} open${on}.`)];
  if (now === 0) return [{ text: `All ${count(before)}`, tone: "better" }, plain(` findings that were open before ${since} ${many} closed${on}.`)];
  if (before === 0) return [plain(`${plural(now, "finding")} ${now === 1 ? one : many} open${on}, none ${now === 1 ? "was" : "were"} before ${since}.`)];
  if (now === before) return [plain(`As many findings ${many} open${on} as before ${since}: ${count(now)}.`)];
  const share = shareText(Math.abs(now - before) / before);
  return [
    plain(`Open findings ${now < before ? "fell" : "rose"} by `),
    { text: share, tone: now < before ? "better" : "worse" },
    plain(isToday ? ` since ${since}.` : ` between ${since} and ${day}.`),
  ];
}

function lateText(overdue: number, isToday: boolean): string {
  if (!isToday) return `${count(overdue)} breached ${overdue === 1 ? "its" : "their"} SLA.`;
  return overdue === 1 ? "1 breaches its SLA." : `${count(overdue)} breach their SLA.`;
}
