import { editionSql } from "@/lib/findings/queue/queries/edition";
import { classColumns, dueOn, totalColumns } from "@/lib/findings/queue/queries/totals";
import { rankSql } from "@/lib/findings/queue/rank";
import { defaultPolicy } from "@/lib/sla/default-policy";
import { slaHoursSql } from "@/lib/sla/queries/hours-sql";

/** Of one artifact: so many packages at one of so many versions each, and vulnerabilities of each version. */
export const bands = 400;
const versionsPerBand = 100;
const vulnerabilitiesPerVersion = 5;
export const findingsPerArtifact = bands * vulnerabilitiesPerVersion;
export const vulnerabilities = 20_000;
const teams = 200;
const people = 500;
/** So many artifacts are drawn at random, two million rows of them; the others repeat these, a little older each time. */
export const block = 1_000;
/** By how much service ids go on from one block to the next. */
const blockServices = block / 2;

type Statement = { text: string; values?: unknown[] };

/** Teams of very different sizes, a service for two artifacts, five versions of a package, and what is said of some findings. */
export function namedRows(artifacts: number, first: number): Statement[] {
  const services = Math.ceil(artifacts / 2);
  return [
    { text: `insert into team (id, slug, name) select n, 'team-' || n, 'Team ' || n from generate_series(1, ${teams}) n` },
    {
      text: `insert into service (id, slug, name, team_id, tier, first_build_at) select n, 'service-' || n, 'Service ' || n,
          1 + floor(${teams} * power((hashint4(n)::bigint + 2147483648) / 4294967296.0, 2))::int, case when n % 5 <> 0 then 1 + n % 4 end, now() from generate_series(1, $1::int) n`,
      values: [services],
    },
    {
      text: "insert into artifact (id, service_id, kind, name, ref) select n, (n + 1) / 2, 'image', 'image-' || n, 'main' from generate_series(1, $1::int) n",
      values: [artifacts],
    },
    { text: `insert into artifact_findings (artifact_id, history_rev, upgrades_rev, queue_rev) select id, 1, 1, ${editionSql} from artifact` },
    {
      text: `insert into deployment (artifact_id, id, build_seq, environment, from_at, replaces, source, recorded_at)
        select id, gen_random_uuid(), 1, case when id % 10 < 6 then 'production' else 'staging' end, now(), true, 'api', now() from artifact where id % 10 < 8`,
    },
    {
      text: `insert into package (id, ecosystem, name, leaf) select n, 'npm', 'package-' || n, 'package-' || n from generate_series(1, ${(bands * versionsPerBand) / 5}) n`,
    },
    {
      text: `insert into package_version (id, package_id, version, version_key) select n + 1, n / 5 + 1, '1.' || n % 5 || '.0', decode('01', 'hex') || int4send(n % 5)
        from generate_series(0, ${bands * versionsPerBand - 1}) n`,
    },
    {
      text: `insert into match (package_version_id, advisory_id, vulnerability_id, state, reason, fixed)
        select pv.id, a.id, a.vulnerability_id, 'affected', 'range', '2.0.0' from package_version pv cross join generate_series(0, ${vulnerabilitiesPerVersion - 1}) k
        join advisory a on a.vulnerability_id = ${vulnerabilityOf("pv.id", "k", "$1::int")}`,
      values: [first],
    },
    {
      text: `insert into app_user (id, email, name, role, password_hash) select ${idOf("n")}, 'person-' || n || '@example.org', 'Person ' || n, 'member', '' from generate_series(1, ${people}) n`,
    },
    {
      text: `insert into decision (id, made_at, requester, requester_name, origin, status, responses, detail, acceptance, expires_at, needs_approval, approve_by, digest)
        select ${idOf("n")}, now(), 'system', 'bench', 'person', s, '{}', 'Made by the bench', n = 3, case when n = 3 then now() + interval '1 year' end, false, now() + interval '1 day', ''
        from unnest(array['affected', 'under_investigation', 'affected', 'not_affected', 'fixed']) with ordinality as d(s, n)`,
    },
    {
      text: `create temporary table bench_place as select a.id as artifact_id, s.id as service_id, coalesce(s.tier, 3) as tier,
        (case when a.id % 10 < 6 then 2 when a.id % 10 < 8 then 1 else 0 end)::int2 as exposure from artifact a join service s on s.id = a.service_id where a.id <= ${block}`,
    },
    {
      text: `create temporary table bench_class as select x.*, ${rankSql(columns)} as rank, ${slaHoursSql(defaultPolicy, columns)} * interval '1 hour' as due_after,
          x.severity_rank = 5 or x.kev or x.kind = 0 as grave
        from (select v.id as vulnerability_id, (case v.kind when 'malware' then 0 else 1 end)::int2 as kind, v.severity_rank, v.kev_added_on is not null as kev, v.epss, t.tier, e.exposure::int2
          from vulnerability v cross join generate_series(1, 4) t(tier) cross join generate_series(0, 2) e(exposure)) x`,
    },
    { text: "analyze" },
  ];
}

const columns = { kind: "x.kind", severityRank: "x.severity_rank", kev: "x.kev", epss: "x.epss", tier: "x.tier", exposure: "x.exposure" };
const idOf = (n: string) => `('00000000-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const vulnerabilityOf = (version: string, k: string, first: string) =>
  `${first} + (((${version} * ${vulnerabilitiesPerVersion} + ${k})::bigint * 7919) % ${vulnerabilities})::int`;

// Nine in ten are undecided, one in fifty is somebody's; most were opened lately.
export const drawnRows = [
  `create temporary table bench_block as select c.rank, p.artifact_id, b.version as package_version_id, c.vulnerability_id, (b.version - 1) / 5 + 1 as package_id, p.service_id, k.opened_at,
      k.opened_at + c.due_after as due_at, case when s.n = 3 then now() + interval '1 year' end as decided_until, case when s.n > 0 then ${idOf("s.n")} end as decision_id,
      case when k.luck >= 0.98 then ${idOf(`1 + floor((k.luck - 0.98) * ${people * 50})::int`)} end as assignee_id, c.kind, c.severity_rank, c.exposure, c.kev, c.grave, c.grave and s.n > 2 as approved,
      (array['undecided', 'affected', 'under_investigation', 'accepted', 'not_affected', 'fixed'])[s.n + 1] as state
    from bench_place p
    cross join lateral (select n * ${versionsPerBand} + 1 + floor(${versionsPerBand} * power(random(), 3))::int as version from generate_series(0, ${bands - 1} + p.artifact_id * 0) n) b
    cross join lateral (select ${vulnerabilityOf("b.version", "n", "(select min(id) from vulnerability)")} as vulnerability_id, random() as luck,
        date_trunc('milliseconds', now() - least(730, -70 * ln(random() + 1e-6)) * interval '1 day') as opened_at
      from generate_series(0, ${vulnerabilitiesPerVersion - 1}) n) k
    join bench_class c on c.vulnerability_id = k.vulnerability_id and c.tier = p.tier and c.exposure = p.exposure
    cross join lateral (select case when k.luck > 0.1 then 0 else 1 + floor(k.luck * 50)::int end as n) s
    order by p.artifact_id, b.version, c.vulnerability_id`,
  "create temporary table bench_tally as select artifact_id, kind, severity_rank, kev, state, count(*) as n from bench_block group by 1, 2, 3, 4, 5",
];

// $1 how many blocks there are, $2 how many artifacts there are to be.
export const insertBlock = `insert into open_finding (rank, artifact_id, package_version_id, vulnerability_id, package_id, service_id, opened_at, due_at, decided_until, decision_id,
    assignee_id, kind, severity_rank, exposure, kev, grave, approved, state)
  select rank, artifact_id + $1::int * ${block}, package_version_id, vulnerability_id, package_id, service_id + $1::int * ${blockServices}, opened_at - $1::int * interval '7 minutes',
    due_at - $1::int * interval '7 minutes', decided_until, decision_id, assignee_id, kind, severity_rank, exposure, kev, grave, approved, state
  from bench_block where artifact_id + $1::int * ${block} <= $2::int`;
export const insertBlockTally = `insert into open_tally (artifact_id, kind, severity_rank, kev, state, n)
  select artifact_id + $1::int * ${block}, kind, severity_rank, kev, state, n from bench_tally where artifact_id + $1::int * ${block} <= $2::int`;
export const insertTotals = `insert into open_total (${totalColumns.join(", ")}, n)
  select ${dueOn("due_at")}, ${classColumns.join(", ")}, count(*) from open_finding group by 1, 2, 3, 4, 5`;
