import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { inTransaction } from "@/lib/db/transaction";
import { listFindings } from "@/lib/findings";
import { refreshOpenFindings } from "@/lib/findings/queue";
import { type FigureFinding, type RemediationFigures, showRemediation } from "@/lib/remediation";
import { forgetHistories, repackHistories } from "@/lib/remediation/history";
import { reader, withInventory } from "./inventory-fixture";
import {
  coverageOn,
  decidedAt,
  dueAt,
  eachSeverity,
  type Filters,
  figureSeverity,
  flowIn,
  isAsked,
  isOpenAt,
  kindsOn,
  type NaiveFinding,
  naiveFindings,
  openOn,
  slaIn,
  timeToFixIn,
} from "./naive-remediation";
import { hoursAgo, now, serviceTeams, tellWorld, type World, world } from "./remediation-fixture";

const inventory = withInventory();
const dayMs = 86_400_000;
const dateAgo = (days: number) => new Date(now.getTime() - days * dayMs).toISOString().slice(0, 10);
const dayAfter = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
const dayBefore = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) - dayMs).toISOString().slice(0, 10);
const isSunday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() === 0;

beforeAll(() => {
  vi.useFakeTimers({ toFake: ["Date"], now });
});
afterAll(() => {
  vi.useRealTimers();
});

const someOf = <T>(words: readonly T[]) => fc.option(fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 2 });
const question = fc.record({
  team: someOf(["red", "blue", "none", "nobody"]),
  service: someOf(["s0", "s1", "s2", "s3"]),
  kind: someOf(advisoryKinds),
  severity: someOf(severityWords),
  ago: fc.tuple(fc.nat({ max: 100 }), fc.nat({ max: 100 })).map(([a, b]) => [Math.max(a, b), Math.min(a, b)] as const),
  asOf: fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 15 })),
  step: fc.constantFrom("day" as const, "week" as const),
});
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

const created = serviceTeams.map((_, place) => hoursAgo(24 * (20 + place * 15)));

function daysOf({ from, to }: { from: string; to: string }): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = dayAfter(day)) days.push(day);
  return days;
}

/** All figures by their definitions, without addresses. */
function expected(told: World, found: readonly NaiveFinding[], asked: Question): object {
  const filters = filtersOf(asked);
  const all = found.filter((each) => isAsked(each, filters));
  const [from, to, asOf] = [dateAgo(asked.ago[0]), dateAgo(asked.ago[1]), dateAgo(asked.asOf)];
  const points = daysOf({ from, to }).filter((day) => asked.step === "day" || day === to || isSunday(day));
  const isMeant = (place: number) => (filters.team?.includes(serviceTeams[place] ?? "none") ?? true) && (filters.service?.includes(`s${place}`) ?? true);
  const ofTeam = (team: string | null) => all.filter((each) => each.team === team);
  return {
    open: {
      ...openOn(all, asOf),
      byKind: kindsOn(all, asOf),
      kev: all.filter((each) => each.kev && openOn([each], asOf).total === 1).length,
      decided: decidedAt(all, asOf),
      before: openOn(all, dayBefore(from)),
      series: points.map((day) => ({ day, ...openOn(all, day), byKind: kindsOn(all, day) })),
    },
    flow: {
      ...flowIn(all, from, to),
      weeks: weeksOf(from, to).map((week) => ({ ...week, ...flowIn(all, week.from, week.to), sla: slaIn(all, week.from, week.to) })),
    },
    timeToFix: timeToFixIn(all, from, to),
    sla: {
      ...slaIn(all, from, to),
      ...dueAt(all, asOf),
      bySeverity: eachSeverity((word) => {
        const own = all.filter((each) => figureSeverity(each) === word);
        return { ...slaIn(own, from, to), ...dueAt(own, asOf) };
      }),
    },
    coverage: coverageOn(told, asOf, created, isMeant),
    teams: [...new Set(serviceTeams.filter((_, place) => isMeant(place)))]
      .map((team) => ({
        team: team && { slug: team, name: team === "red" ? "Red" : "Blue" },
        open: { ...openOn(ofTeam(team), asOf), kev: ofTeam(team).filter((each) => each.kev && openOn([each], asOf).total === 1).length },
        openSeries: points.map((day) => openOn(ofTeam(team), day).total),
        flow: flowIn(ofTeam(team), from, to),
        timeToFix: timeToFixIn(ofTeam(team), from, to),
        sla: { ...slaIn(ofTeam(team), from, to), ...dueAt(ofTeam(team), asOf) },
        coverage: coverageOn(told, asOf, created, (place) => isMeant(place) && (serviceTeams[place] ?? null) === team),
      }))
      .sort((a, b) => b.open.total - a.open.total || ((a.team?.slug ?? "~") < (b.team?.slug ?? "~") ? -1 : 1)),
    meta: { pending: 0, mirror: expect.objectContaining({ state: "off" }) },
  };
}

/** Weeks of the period, day by day: a week is of the year that its Thursday is in. */
function weeksOf(from: string, to: string) {
  const weeks: { week: string; from: string; to: string; partial: boolean }[] = [];
  for (const day of daysOf({ from, to })) {
    const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
    const thursday = new Date(Date.parse(`${day}T00:00:00Z`) + (3 - weekday) * dayMs);
    const year = thursday.getUTCFullYear();
    const week = `${year}-W${String(Math.ceil((thursday.getTime() - Date.UTC(year, 0, 1) + dayMs) / (7 * dayMs))).padStart(2, "0")}`;
    const last = weeks.at(-1);
    if (last?.week === week) Object.assign(last, { to: day, partial: last.partial || false });
    else weeks.push({ week, from: day, to: day, partial: false });
  }
  for (const week of weeks) week.partial = daysOf(week).length < 7 || week.to >= now.toISOString().slice(0, 10);
  return weeks;
}

const filtersOf = ({ team, service, kind, severity }: Question): Filters => ({
  ...(team && { team }),
  ...(service && { service }),
  ...(kind && { kind }),
  ...(severity && { severity }),
});

async function ask(asked: Question): Promise<RemediationFigures> {
  const [from, to, asOf] = [dateAgo(asked.ago[0]), dateAgo(asked.ago[1]), dateAgo(asked.asOf)];
  return showRemediation({ ctx: reader, input: { ...filtersOf(asked), from, to, asOf, step: asked.step } });
}

function withoutAddresses({ period: _, oldest: __, riskiest: ___, riskiestBy: ____, ...figures }: RemediationFigures): object {
  return JSON.parse(JSON.stringify(figures, (key, value) => (/href$/i.test(key) ? undefined : value)));
}

/** What stands out: the same order, where ties leave any. */
function expectTop(listed: readonly FigureFinding[], open: readonly NaiveFinding[], by: (each: NaiveFinding) => number[]): void {
  const keyOf = (each: NaiveFinding) => [...by(each), -each.opened, -each.artifact];
  const greater = (a: number[], b: number[]) => b.map((value, at) => value - (a[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
  const best = open.map(keyOf).sort(greater).slice(0, 10);
  const shown = listed.map((finding) => {
    const own = open.find(
      (each) =>
        each.artifact === finding.artifact.id &&
        each.opened === Math.floor(Date.parse(finding.openedAt) / 60_000) &&
        each.kind === finding.vulnerability.kind &&
        each.severity === finding.vulnerability.severity &&
        each.kev === finding.vulnerability.kev,
    );
    return own ? keyOf(own) : null;
  });
  expect(shown).toEqual(best);
  expect(new Set(listed.map((each) => `${each.artifact.id} ${each.packageVersionId} ${each.vulnerability.id} ${each.openedAt}`)).size).toBe(listed.length);
}

async function expectNaive(told: World, asked: Question): Promise<void> {
  const found = await naiveFindings(inventory.database.pool, told);
  await refreshQueue();
  const figures = await ask(asked);
  expect(withoutAddresses(figures)).toEqual(expected(told, found, asked));
  const end = Date.parse(`${dateAgo(asked.asOf)}T00:00:00Z`) / 60_000 + 1_440;
  const open = found.filter((each) => isAsked(each, filtersOf(asked)) && isOpenAt(each, end));
  expectTop(figures.oldest, open, () => []);
  if (asked.asOf > 0) return expectTop(figures.riskiest, open, ({ weight }) => weight);
  const { data } = await listFindings({ ctx: reader, input: { ...filtersOf(asked), limit: 10 } });
  expect(figures.riskiest.map(keyOf)).toEqual(data.map(keyOf));
  expect(data).toHaveLength(Math.min(10, open.length));
}

const keyOf = ({ artifact, packageVersionId, vulnerability }: Pick<FigureFinding, "artifact" | "packageVersionId"> & { vulnerability: { id: string } }) =>
  `${artifact.id} ${packageVersionId} ${vulnerability.id}`;

/** The queue follows from what a world tells. */
async function refreshQueue(): Promise<void> {
  const { rows } = await inventory.database.pool.query<{ id: number }>("select id from artifact");
  await inTransaction((client) => refreshOpenFindings(client, { artifactIds: rows.map(({ id }) => id) }, now), inventory.database.pool);
}

describe("figures over random histories", () => {
  it("are those of a naive recomputation from all rows: read from findings, from stored histories and from memory, before and after some changed", async () => {
    const { pool } = inventory.database;
    await fc.assert(
      fc.asyncProperty(world, fc.array(question, { minLength: 3, maxLength: 3 }), fc.integer({ min: 1, max: 3 }), async (told, questions, changed) => {
        forgetHistories();
        await tellWorld(pool, told);
        const [first, second, third] = questions as [Question, Question, Question];
        await expectNaive(told, first);
        forgetHistories();
        await repackHistories(pool, { budgetMs: 60_000 });
        const { rows } = await pool.query("select from artifact_findings where history_rev <> rev");
        expect(rows).toEqual([]);
        await expectNaive(told, second);
        await expectNaive(told, first);
        // What people and advisories do: findings close, and a class changes.
        await pool.query("update finding set closed_at = $2, close_reason = 'upgraded' where closed_at is null and artifact_id <= $1 and opened_at < $2", [
          changed,
          hoursAgo(1),
        ]);
        await pool.query("update vulnerability set severity = 'critical', severity_rank = 5 where id = $1", [changed]);
        await pool.query(
          "update artifact_findings set rev = rev + 1 where artifact_id <= $1 or artifact_id in (select artifact_id from finding where vulnerability_id = $1)",
          [changed],
        );
        await expectNaive(told, third);
        await expectNaive(told, first);
      }),
      { numRuns: 40 },
    );
  });
});
