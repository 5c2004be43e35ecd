import type { Pool } from "pg";
import { type AdvisoryKind, advisoryKinds, severityWords } from "@/lib/advisories/model";
import { rankOf } from "@/lib/findings/queue/rank";
import { environmentOf } from "@/lib/inventory/deployments/environment";
import { currentPolicy, exposureWords, slaHoursOf } from "@/lib/sla";

/** A row of the queue as it ought to be, with times as milliseconds. */
export type QueueRow = {
  key: string;
  rank: number;
  packageId: number;
  serviceId: number;
  openedAt: number;
  dueAt: number | null;
  decidedUntil: number | null;
  decisionId: string | null;
  assigneeId: string | null;
  kind: number;
  severityRank: number;
  exposure: number;
  kev: boolean;
  grave: boolean;
  approved: boolean;
  state: string;
};

type Found = {
  artifactId: number;
  serviceId: number;
  teamId: number | null;
  tier: number | null;
  packageVersionId: number;
  packageId: number;
  version: string;
  versionKey: Buffer | null;
  vulnerabilityId: number;
  openedAt: Date;
  kind: AdvisoryKind;
  severityRank: number;
  epss: number | null;
  kev: boolean;
};

type Subject = {
  id: string;
  status: string;
  acceptance: boolean;
  expiresAt: Date | null;
  fromAt: Date;
  endedAt: Date | null;
  approved: boolean;
  names: string[];
  packageId: number | null;
  lo: Buffer[];
  hi: (Buffer | null)[];
  hiInclusive: boolean[];
  versions: string[];
  scope: string;
  scopeId: number | null;
};

type Note = { serviceId: number; packageId: number; names: string[]; kind: string; assigneeId: string | null; dueAt: Date | null };

/** Reads whole tables and computes each row of the queue by itself. */
export async function naiveQueue(on: Pool, at: Date): Promise<QueueRow[]> {
  const all = async <T>(text: string) => (await on.query(text)).rows as T[];
  const found = await all<Found>(
    `select f.artifact_id as "artifactId", a.service_id as "serviceId", s.team_id as "teamId", s.tier, f.package_version_id as "packageVersionId",
       pv.package_id as "packageId", pv.version, pv.version_key as "versionKey", f.vulnerability_id as "vulnerabilityId", f.opened_at as "openedAt",
       v.kind, v.severity_rank as "severityRank", v.epss, v.kev_added_on is not null as kev
     from finding f, artifact a, service s, package_version pv, vulnerability v
     where f.closed_at is null and a.id = f.artifact_id and s.id = a.service_id and pv.id = f.package_version_id and v.id = f.vulnerability_id`,
  );
  const names = new Map<number, Set<string>>();
  for (const { id, name } of await all<{ id: number; name: string }>("select vulnerability_id as id, name from vulnerability_alias"))
    names.set(id, (names.get(id) ?? new Set()).add(name));
  const running = await all<{ artifactId: number; environment: string }>(`select artifact_id as "artifactId", environment from deployment where to_at is null`);
  const subjects = await all<Subject>(
    `select d.id, d.status, d.acceptance, d.expires_at as "expiresAt", e.from_at as "fromAt", w.at as "endedAt", e.approver_id is not null as approved,
       array(select name from decision_name dn where dn.decision_id = ds.decision_id and dn.n = ds.n) as names,
       ds.package_id as "packageId", ds.lo, ds.hi, ds.hi_inclusive as "hiInclusive", ds.versions, ds.scope, ds.scope_id as "scopeId"
     from decision_subject ds join decision d on d.id = ds.decision_id join decision_effect e on e.decision_id = d.id left join decision_end w on w.decision_id = d.id`,
  );
  const notes = await all<Note>(
    `select service_id as "serviceId", package_id as "packageId", names, kind, assignee_id as "assigneeId", due_at as "dueAt" from finding_note order by at, id`,
  );
  const rules = await currentPolicy(on);
  return found
    .map((finding) => {
      const own = names.get(finding.vulnerabilityId) ?? new Set<string>();
      const isNamed = (given: readonly string[]) => given.some((name) => own.has(name));
      const tiers = running.filter(({ artifactId }) => artifactId === finding.artifactId).map(({ environment }) => environmentOf(environment).tier);
      const exposure = tiers.includes("production") ? 2 : tiers.length > 0 ? 1 : 0;
      const { kind, kev, epss, tier, severityRank } = finding;
      const severity = severityWords[severityWords.length - 1 - severityRank] ?? "unscored";
      const grave = severity === "critical" || kev || kind === "malware";
      const met = subjects.filter((subject) => isNamed(subject.names) && isMeant(subject, finding) && (!grave || subject.approved || stays(subject)));
      const decision = met.filter((subject) => isBetween(at, subject.fromAt, endOf(subject))).sort(first)[0];
      const said = notes.filter((note) => note.serviceId === finding.serviceId && note.packageId === finding.packageId && isNamed(note.names));
      const hours = slaHoursOf(rules, { kind, severity, kev, tier, exposure: exposureWords[exposure] ?? "none" });
      const dueBySla = hours === null ? null : finding.openedAt.getTime() + hours * 3_600_000 + pausedMs(met, finding.openedAt);
      return {
        key: `${finding.artifactId} ${finding.packageVersionId} ${finding.vulnerabilityId}`,
        rank: rankOf({ kind, severity, kev, epss, tier, exposure }),
        packageId: finding.packageId,
        serviceId: finding.serviceId,
        openedAt: finding.openedAt.getTime(),
        dueAt:
          said
            .filter((note) => note.kind === "due")
            .at(-1)
            ?.dueAt?.getTime() ?? dueBySla,
        decidedUntil: decision?.expiresAt?.getTime() ?? null,
        decisionId: decision?.id ?? null,
        assigneeId: said.filter((note) => note.kind === "assignee").at(-1)?.assigneeId ?? null,
        kind: advisoryKinds.indexOf(kind),
        severityRank,
        exposure,
        kev,
        grave,
        approved: decision?.approved ?? false,
        state: decision ? (decision.acceptance ? "accepted" : decision.status) : "undecided",
      };
    })
    .sort(byKey);
}

/** What the queue says. */
export async function storedQueue(on: Pool): Promise<QueueRow[]> {
  const { rows } = await on.query<Omit<QueueRow, "openedAt" | "dueAt" | "decidedUntil"> & { openedAt: Date; dueAt: Date | null; decidedUntil: Date | null }>(
    `select concat_ws(' ', artifact_id, package_version_id, vulnerability_id) as key, rank, package_id as "packageId", service_id as "serviceId", opened_at as "openedAt",
       due_at as "dueAt", decided_until as "decidedUntil", decision_id as "decisionId", assignee_id as "assigneeId", kind, severity_rank as "severityRank", exposure, kev,
       grave, approved, state from open_finding`,
  );
  const queue = rows.map((row) => ({
    ...row,
    openedAt: row.openedAt.getTime(),
    dueAt: row.dueAt?.getTime() ?? null,
    decidedUntil: row.decidedUntil?.getTime() ?? null,
  }));
  return queue.sort(byKey);
}

/** Counts of rows as the tally has them: `artifact kind severity kev state` to how many. */
export function tallyOf(rows: readonly QueueRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { key, kind, severityRank, kev, state } of rows) {
    const of = `${key.split(" ")[0]} ${kind} ${severityRank} ${kev} ${state}`;
    counts[of] = (counts[of] ?? 0) + 1;
  }
  return counts;
}

export async function storedTally(on: Pool): Promise<Record<string, number>> {
  const { rows } = await on.query<{ of: string; n: number }>(
    "select concat_ws(' ', artifact_id, kind, severity_rank, case when kev then 'true' else 'false' end, state) as of, n from open_tally",
  );
  return Object.fromEntries(rows.map(({ of, n }) => [of, n]));
}

/** Counts of rows as the totals have them: `day kind severity kev state` to how many. */
export function totalsOf(rows: readonly QueueRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { dueAt, kind, severityRank, kev, state } of rows) {
    const of = `${dueAt === null ? "infinity" : new Date(dueAt).toISOString().slice(0, 10)} ${kind} ${severityRank} ${kev} ${state}`;
    counts[of] = (counts[of] ?? 0) + 1;
  }
  return counts;
}

/** What the totals say, changes included. */
export async function storedTotals(on: Pool): Promise<Record<string, number>> {
  const { rows } = await on.query<{ of: string; n: number }>(
    `select concat_ws(' ', due_on, kind, severity_rank, case when kev then 'true' else 'false' end, state) as of, sum(n)::int as n
     from (select due_on, kind, severity_rank, kev, state, n from open_total union all select due_on, kind, severity_rank, kev, state, n from open_total_change) x
     group by 1 having sum(n) <> 0`,
  );
  return Object.fromEntries(rows.map(({ of, n }) => [of, n]));
}

const byKey = (a: QueueRow, b: QueueRow) => (a.key < b.key ? -1 : 1);

const scopes = ["artifact", "service", "team", "everywhere"];
const stays = ({ status, acceptance }: Subject) => status === "under_investigation" || (status === "affected" && !acceptance);
const isBetween = (at: Date, from: Date, to: Date | null) => from <= at && (to === null || at < to);
const endOf = ({ expiresAt, endedAt }: Subject) => [expiresAt, endedAt].flatMap((each) => each ?? []).sort((a, b) => a.getTime() - b.getTime())[0] ?? null;

function isMeant({ scope, scopeId, packageId, lo, hi, hiInclusive, versions }: Subject, finding: Found): boolean {
  const place = { artifact: finding.artifactId, service: finding.serviceId, team: finding.teamId, everywhere: null }[scope];
  if (place !== scopeId || (scope !== "everywhere" && place === null)) return false;
  if (packageId !== null && packageId !== finding.packageId) return false;
  if (lo.length === 0 && versions.length === 0) return true;
  const { versionKey } = finding;
  if (versions.includes(finding.version)) return true;
  return lo.some((from, n) => {
    if (versionKey === null || versionKey.compare(from) < 0) return false;
    const to = hi[n] ?? null;
    return to === null || versionKey.compare(to) < (hiInclusive[n] ? 1 : 0);
  });
}

/** Narrowest first, then what names the package, then the latest. */
function first(a: Subject, b: Subject): number {
  const latest = b.fromAt.getTime() - a.fromAt.getTime() || (a.id < b.id ? 1 : -1);
  return scopes.indexOf(a.scope) - scopes.indexOf(b.scope) || Number(a.packageId === null) - Number(b.packageId === null) || latest;
}

/** How long any acceptance counted or will, from the opening on, minute by minute of their ends. */
function pausedMs(met: readonly Subject[], openedAt: Date): number {
  const spans = met
    .filter(({ acceptance }) => acceptance)
    .map((subject) => [Math.max(subject.fromAt.getTime(), openedAt.getTime()), endOf(subject)?.getTime() ?? 0] as const)
    .filter(([from, to]) => from < to)
    .sort(([a], [b]) => a - b);
  let until = 0;
  let total = 0;
  for (const [from, to] of spans) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return total;
}
