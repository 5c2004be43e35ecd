import type { Pool } from "pg";
import { type AdvisoryKind, advisoryKinds, type SeverityWord, severityWords } from "@/lib/advisories/model";
import { type FigureSeverity, figureSeverities } from "@/lib/remediation";
import { defaultPolicy, type ExposureWord, slaHoursOf } from "@/lib/sla";
import { exposureOf, type GivenBuild, type GivenDecision, now, serviceOf, serviceTeams, serviceTiers, type World } from "./remediation-fixture";

// Every figure by its definition, from all rows, one list at a time. Times are whole minutes since 1970, rounded down.

const minuteOf = (at: Date) => Math.floor(at.getTime() / 60_000);
const nowMinute = minuteOf(now);
const endOf = (day: string) => minuteOf(new Date(`${day}T00:00:00Z`)) + 1_440;
const beginOf = (day: string) => minuteOf(new Date(`${day}T00:00:00Z`));

export type NaiveFinding = {
  artifact: number;
  service: string;
  team: string | null;
  kind: AdvisoryKind;
  severity: SeverityWord;
  kev: boolean;
  opened: number;
  closed: number | null;
  reason: string | null;
  due: number | null;
  pauses: [number, number][];
  weight: number[];
};
export type Filters = { team?: string[]; service?: string[]; kind?: AdvisoryKind[]; severity?: SeverityWord[] };

type Row = {
  artifact: number;
  version: number;
  vulnerability: number;
  kind: AdvisoryKind;
  severity: SeverityWord;
  kev: boolean;
  opened: Date;
  closed: Date | null;
  reason: string | null;
};

/** All findings as rows say, with the clock of each by today's policy. */
export async function naiveFindings(pool: Pool, told: World): Promise<NaiveFinding[]> {
  const { rows } = await pool.query<Row>(
    `select x.artifact_id as artifact, x.package_version_id as version, x.vulnerability_id as vulnerability, v.kind, v.severity, v.kev_added_on is not null as kev,
       x.opened_at as opened, x.closed_at as closed, x.close_reason as reason from finding x join vulnerability v on v.id = x.vulnerability_id`,
  );
  return rows.map((row) => {
    const place = serviceOf(row.artifact);
    const [tier, exposure] = [serviceTiers[place] ?? null, exposureOf(told, row.artifact)];
    const pauses = told.decisions.filter((each) => isAbout(each, row, place)).map((each) => pauseOf(each));
    const hours = slaHoursOf(defaultPolicy, { ...row, tier, exposure });
    return {
      ...row,
      service: `s${place}`,
      team: serviceTeams[place] ?? null,
      opened: minuteOf(row.opened),
      closed: row.closed && minuteOf(row.closed),
      pauses,
      due: hours === null ? null : dueOf(minuteOf(row.opened), hours * 60, pauses),
      weight: weightOf(row, tier, exposure),
    };
  });
}

function isAbout({ vulnerability, scope, scopeId, approved }: GivenDecision, row: Row, place: number): boolean {
  const teamId = ["red", "blue"].indexOf(serviceTeams[place] ?? "none") + 1;
  const inScope = { artifact: scopeId === row.artifact, service: scopeId === place + 1, team: scopeId === teamId, everywhere: true }[scope];
  const isGrave = row.kind === "malware" || row.severity === "critical" || row.kev;
  return vulnerability === row.vulnerability && inScope && (approved || !isGrave);
}

function pauseOf({ fromAt, expiresAt, endsAt }: GivenDecision): [number, number] {
  const ends = [expiresAt, endsAt].flatMap((at) => (at === null ? [] : minuteOf(at)));
  return [minuteOf(fromAt), ends.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...ends)];
}

/** The first minute by which it has been open for so long without the pauses; null: never. */
function dueOf(opened: number, allowed: number, pauses: readonly [number, number][]): number | null {
  const turns = [...new Set(pauses.flat())].filter((at) => at > opened).sort((a, b) => a - b);
  let [at, left] = [opened, allowed];
  for (;;) {
    const next = turns.find((turn) => turn > at) ?? Number.POSITIVE_INFINITY;
    const runs = !isIn(pauses, at);
    if (runs && at + left <= next) return at + left;
    if (next === Number.POSITIVE_INFINITY) return null;
    if (runs) left -= next - at;
    at = next;
  }
}

const isIn = (pauses: readonly [number, number][], minute: number) => pauses.some(([from, until]) => from <= minute && minute < until);

function weightOf({ kind, severity, kev }: Row, tier: number | null, exposure: ExposureWord): number[] {
  return [kind === "malware" ? 1 : 0, kev ? 1 : 0, 5 - severityWords.indexOf(severity), ["none", "other", "production"].indexOf(exposure), -(tier ?? 3)];
}

export function isAsked(of: Pick<NaiveFinding, "service" | "team" | "kind" | "severity">, { team, service, kind, severity }: Filters): boolean {
  if (team && !team.includes(of.team ?? "none")) return false;
  if (service && !service.includes(of.service)) return false;
  if (kind && !kind.includes(of.kind)) return false;
  return !severity || (of.kind !== "malware" && severity.includes(of.severity));
}

export const isOpenAt = ({ opened, closed }: NaiveFinding, end: number) => opened < end && (closed === null || closed >= end);
export const figureSeverity = ({ kind, severity }: NaiveFinding): FigureSeverity => (kind === "malware" ? "malware" : severity);

export function openOn(all: readonly NaiveFinding[], day: string | null, end = endOf(day ?? "")) {
  const open = all.filter((each) => isOpenAt(each, end));
  return { total: open.length, bySeverity: countEach(figureSeverities, (word) => open.filter((each) => figureSeverity(each) === word)) };
}

export function kindsOn(all: readonly NaiveFinding[], day: string) {
  return countEach(advisoryKinds, (word) => all.filter((each) => isOpenAt(each, endOf(day)) && each.kind === word));
}

function countEach<Word extends string>(words: readonly Word[], of: (word: Word) => readonly unknown[]): Record<Word, number> {
  return Object.fromEntries(words.map((word) => [word, of(word).length])) as Record<Word, number>;
}

const isIncluded = (minute: number | null, from: string, to: string) => minute !== null && minute >= beginOf(from) && minute < endOf(to);
const isFix = ({ reason }: NaiveFinding) => reason === "upgraded" || reason === "removed";

export function flowIn(all: readonly NaiveFinding[], from: string, to: string) {
  const closed = (...reasons: string[]) => all.filter((each) => isIncluded(each.closed, from, to) && reasons.includes(each.reason ?? "")).length;
  return {
    opened: all.filter((each) => isIncluded(each.opened, from, to)).length,
    fixed: closed("upgraded", "removed"),
    dismissed: closed("withdrawn", "corrected"),
    retired: closed("retired"),
  };
}

export function slaIn(all: readonly NaiveFinding[], from: string, to: string) {
  const met = all.filter((each) => each.due !== null && isFix(each) && isIncluded(each.closed, from, to) && (each.closed ?? 0) <= each.due).length;
  const missed = all.filter(
    (each) => isIncluded(each.due, from, to) && (each.due ?? 0) < nowMinute && (each.closed === null || each.closed > (each.due ?? 0)),
  ).length;
  return { met, missed, share: met + missed === 0 ? null : met / (met + missed) };
}

export function dueAt(all: readonly NaiveFinding[], day: string) {
  const then = Math.min(endOf(day), nowMinute);
  const running = all.filter((each) => isOpenAt(each, endOf(day)) && !isIn(each.pauses, then));
  return {
    overdue: running.filter(({ due }) => due !== null && due < then).length,
    dueSoon: running.filter(({ due }) => due !== null && due >= then && due < then + 7 * 1_440).length,
  };
}

export function decidedAt(all: readonly NaiveFinding[], day: string): number {
  return all.filter((each) => isOpenAt(each, endOf(day)) && isIn(each.pauses, Math.min(endOf(day), nowMinute))).length;
}

export function timeToFixIn(all: readonly NaiveFinding[], from: string, to: string) {
  return {
    ...timesOf(all, from, to),
    bySeverity: eachSeverity((word) =>
      timesOf(
        all.filter((each) => figureSeverity(each) === word),
        from,
        to,
      ),
    ),
  };
}

export const eachSeverity = <T>(of: (word: FigureSeverity) => T) => Object.fromEntries(figureSeverities.map((word) => [word, of(word)]));

function timesOf(all: readonly NaiveFinding[], from: string, to: string) {
  const times = all.flatMap((each) => (isFix(each) && isIncluded(each.closed, from, to) ? [(each.closed ?? 0) - each.opened] : [])).sort((a, b) => a - b);
  // The nearest rank: the first value that has at least this share of all values up to it.
  const at = (share: number) => times.find((_, place) => place + 1 >= share * times.length) ?? null;
  return { fixes: times.length, medianMinutes: at(0.5), p90Minutes: at(0.9) };
}

/** Of each service that is asked about and was known by then: what its builds up to the end of the day say. */
export function coverageOn({ builds }: World, day: string, created: readonly Date[], isMeant: (place: number) => boolean) {
  const counts = { services: 0, fresh: 0, stale: 0, incomplete: 0, noSbom: 0 };
  const isToday = endOf(day) > nowMinute;
  const then = isToday ? now : new Date(endOf(day) * 60_000 - 1);
  for (const [place, createdAt] of created.entries()) {
    if (!isMeant(place)) continue;
    const heads = newestBy(builds.filter(({ artifact, builtAt }) => serviceOf(artifact) === place && (isToday || builtAt <= then)));
    if (heads.length === 0 && createdAt.getTime() >= endOf(day) * 60_000) continue;
    counts.services += 1;
    if (heads.length === 0) counts.noSbom += 1;
    else if (heads.some(({ incomplete }) => incomplete)) counts.incomplete += 1;
    else if (heads.some(({ builtAt }) => builtAt.getTime() < then.getTime() - 30 * 86_400_000)) counts.stale += 1;
    else counts.fresh += 1;
  }
  return { ...counts, share: counts.services === 0 ? null : counts.fresh / counts.services };
}

function newestBy(builds: readonly GivenBuild[]): GivenBuild[] {
  const newest = new Map<number, GivenBuild>();
  for (const build of builds) {
    const other = newest.get(build.artifact);
    if (!other || build.builtAt >= other.builtAt) newest.set(build.artifact, build);
  }
  return [...newest.values()];
}
