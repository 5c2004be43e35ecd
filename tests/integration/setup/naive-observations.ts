import type { AwsResource, InspectorFinding, ResourceCoverage } from "@/lib/aws/model";

/** A listing of findings: when it began, and what it had. Of all of them where it came to its end. */
export type Listing = { since: string; arns: readonly string[]; isComplete: boolean };

/** What there is to know, all of it: reports in any order, also those in listings, which digests artifacts have, and listings as they were made. */
export type Known = {
  reports: readonly InspectorFinding[];
  coverage: readonly ResourceCoverage[];
  artifacts: ReadonlyMap<string, readonly string[]>;
  listings: readonly Listing[];
};

type Effective = InspectorFinding & { held: readonly AwsResource[]; closedAt: string | null };
const ranks = ["untriaged", "informational", "low", "medium", "high", "critical"];
const isBeyond = (a: string, b: string) => a > b;

/** Observations as the store's own lines, worked out from nothing: each key by going through everything. */
export function naiveObservations({ reports, coverage, artifacts, listings }: Known, order: (a: InspectorFinding, b: InspectorFinding) => number): string[] {
  const greatest = new Map<string, InspectorFinding>();
  for (const report of reports) {
    const other = greatest.get(report.arn);
    if (!other || order(report, other) > 0) greatest.set(report.arn, report);
  }
  const findings = [...greatest.values()].map((each): Effective => {
    const gone = goneAt(each, listings);
    if (each.status !== "CLOSED" && gone !== null) return { ...each, held: [], status: "CLOSED", closedAt: gone };
    return { ...each, held: [], closedAt: each.status === "CLOSED" ? each.updatedAt : null };
  });
  const keys = new Map<string, { service: string; identity: string; vulnerability: string; of: Effective[] }>();
  for (const [service, digests] of artifacts) {
    for (const finding of findings) {
      const held = [finding.resource, ...finding.further].filter(({ digest }) => digest !== null && digests.includes(digest));
      if (!finding.vulnerability || held.length === 0) continue;
      for (const identity of new Set(finding.packages.flatMap(({ identity: of }) => (of ? [`${of.name}@${of.version}`] : [])))) {
        const key = `${service} ${identity} ${finding.vulnerability.id}`;
        const known = keys.get(key) ?? { service, identity, vulnerability: finding.vulnerability.id, of: [] };
        known.of.push({ ...finding, held });
        keys.set(key, known);
      }
    }
  }
  return [...keys.values()].map((key) => lineOf(key, coverage)).sort();
}

/** Since the last listing that had it, the first complete one that began a quarter of an hour after it was updated, or later. */
function goneAt({ arn, updatedAt }: InspectorFinding, listings: readonly Listing[]): string | null {
  const since = listings.slice(listings.findLastIndex(({ arns }) => arns.includes(arn)) + 1);
  return since.find((each) => each.isComplete && Date.parse(each.since) - 15 * 60_000 >= Date.parse(updatedAt))?.since ?? null;
}

function lineOf(
  { service, identity, vulnerability, of }: { service: string; identity: string; vulnerability: string; of: Effective[] },
  coverage: readonly ResourceCoverage[],
): string {
  const open = of.filter(({ status }) => status === "ACTIVE");
  const endings = of
    .filter(({ status }) => status === "CLOSED")
    .flatMap(({ held, closedAt }) => held.map((resource) => endingOf({ resource, closedAt }, coverage)));
  const isStanding = of.some(({ status }) => status !== "CLOSED");
  const worst = ["unscanned", "unverified", "closed"].find((each) => endings.includes(each)) ?? "";
  const state = open.length > 0 ? "open" : isStanding ? "suppressed" : worst;
  const heard = open.length > 0 ? open : of;
  const severity = heard.map((each) => each.severity).sort((a, b) => ranks.indexOf(b) - ranks.indexOf(a))[0];
  const opened = of.map(({ firstObservedAt }) => firstObservedAt).sort()[0] ?? "";
  const closed = isStanding
    ? null
    : (of
        .flatMap(({ closedAt }) => closedAt ?? [])
        .sort()
        .at(-1) ?? null);
  return [
    service,
    identity,
    vulnerability,
    state,
    severity,
    hoursOf(opened),
    closed ? hoursOf(closed) : "-",
    `${of.length}/${open.length}`,
    fixedOf(of, identity),
  ].join(" ");
}

function endingOf({ resource, closedAt }: Pick<Effective, "resource" | "closedAt">, coverage: readonly ResourceCoverage[]): string {
  const said = coverage
    .filter((each) => each.resource.key === resource.key)
    .toSorted((a, b) => (isBeyond(`${a.at} ${a.status}`, `${b.at} ${b.status}`) ? 1 : -1));
  const last = said.at(-1);
  if (last?.status === "INACTIVE") return "unscanned";
  return last && closedAt && last.at >= closedAt ? "closed" : "unverified";
}

/** Open ones first, then the latest report, then the greatest text. */
function fixedOf(of: readonly Effective[], identity: string): string {
  const said = of.flatMap(({ packages, status, updatedAt }) => {
    const fixes = packages.flatMap(({ identity: named, fixed }) => (named && fixed && `${named.name}@${named.version}` === identity ? [fixed] : []));
    const best = fixes.sort().at(-1);
    return best ? [{ isOpen: status === "ACTIVE", updatedAt, best }] : [];
  });
  said.sort(
    (a, b) => Number(b.isOpen) - Number(a.isOpen) || (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0) || (a.best < b.best ? 1 : -1),
  );
  return said[0]?.best ?? "-";
}

const hoursOf = (iso: string) => `${(Date.parse(iso) - Date.UTC(2026, 0, 1)) / 3_600_000}h`;
