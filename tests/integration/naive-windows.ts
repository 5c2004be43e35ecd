import { type Asked, artifactOf, type Build, type Facets, mergedOf, services, teamOf } from "./history-fixture";

// The answer to a question with a window, worked out from the builds alone.

export type Told = Build & { ms: number };
export type WindowAsk = {
  asked: DigestAsked;
  facets: Facets;
  window: { from: number; to: number };
  when: "any" | "now" | "during" | "built";
  asOf: number | null;
  now: number;
};
type DigestAsked = Asked & { digest?: string };
/** `order`: its place in the history, which is also its order among builds of one time. */
type Event = Told & { order: number };
type Row = { now: boolean; during: boolean; built: boolean; since: number; until: number | null; build: number };
type Side = { universe: Set<string>; retired: Set<string>; affected: Set<string>; reasons: Map<string, number> };

const freshMs = 30 * 86_400_000;
const reasonRanks = [
  "inspector_reports",
  "inspector_unverified",
  "no_sbom",
  "built_later",
  "no_version",
  "unorderable_version",
  "no_release",
  "no_hash",
  "advisory_unknown",
  "incomplete_sbom",
  "stale",
  "no_deployment",
];

/** The question by the digest of a build: the artifact itself is asked for. */
export function byDigest(digest: string): DigestAsked {
  return { q: digest, digest, matches: () => false, cannotTell: () => null };
}

/** What a build lists of what is asked for. */
function listed({ asked, facets }: WindowAsk, build: Event): string[] {
  if (build.retires) return [];
  // Every component of these documents is a direct dependency.
  const held = facets.direct === "false" ? [] : [...mergedOf(build.held)].filter(([, each]) => asked.matches(each.held, each.hashes)).map(([key]) => key);
  return asked.digest !== undefined && build.digest === asked.digest && facets.direct !== "true" ? [...held, "itself"] : held;
}

/** What is asked for by name is there whatever its bits are: that is no doubt. */
function doubtsOf({ asked, facets }: WindowAsk, build: Event): string[] {
  if (build.retires || facets.direct === "false") return [];
  return [...mergedOf(build.held).values()].flatMap(({ held, hashes }) => (asked.matches(held, hashes) ? [] : (asked.cannotTell(held, hashes) ?? [])));
}

function groupsOf<Item>(items: readonly Item[], keyFrom: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyFrom(item), [...(groups.get(keyFrom(item)) ?? []), item]);
  return [...groups.values()];
}

const isBefore = (a: Event, b: Event) => a.ms < b.ms || (a.ms === b.ms && a.order < b.order);

export function naiveAnswer(history: readonly Told[], ask: WindowAsk) {
  const { facets, when } = ask;
  const chosen = services.filter((service) => !facets.team || (teamOf[service] ?? "none") === facets.team);
  const all: Event[] = history.map((build, order) => ({ ...build, order }));
  const events = all.filter((event) => chosen.includes(event.service) && (!facets.ref || event.ref === facets.ref));
  const asked = facets.ref ? chosen.filter((service) => events.some((event) => event.service === service)) : chosen;
  const artifacts = groupsOf(events, artifactOf).map((own) => own.toSorted((a, b) => (isBefore(a, b) ? -1 : 1)));
  const rows = new Map<string, Row>();
  const now = sideOfNow(ask, { asked, artifacts, all }, rows);
  const { during, builds } = sideOfWindow(ask, { asked, artifacts, all }, rows);
  const shownRows = [...rows].filter(([, row]) => (when === "any" ? true : when === "during" ? row.during : row[when]));
  const affected = new Set(shownRows.map(([key]) => serviceIn(key)));
  const shown = when === "now" ? now : when === "any" ? union(now, during, affected) : { ...during, affected };
  const reasons = Object.fromEntries(reasonRanks.map((reason) => [reason, 0]));
  for (const [service, rank] of shown.reasons) if (!shown.affected.has(service)) reasons[reasonRanks[rank] ?? ""] = (reasons[reasonRanks[rank] ?? ""] ?? 0) + 1;
  const built = new Set(builds.map(({ service }) => service));
  return {
    rows: shownRows.map(([key, row]) => rowText(key, row)).toSorted(),
    verdict: verdictOf(shown),
    reasons,
    unknown: unknownOf(shown),
    retired: shown.retired.size,
    exposure: { now: verdictOf(now), during: verdictOf(during), built: { services: built.size, builds: builds.length } },
    builds: builds
      .map((build) =>
        JSON.stringify([
          build.service,
          build.artifact,
          build.ref,
          build.order,
          listed(ask, build)
            .filter((each) => each !== "itself")
            .toSorted(),
        ]),
      )
      .toSorted(),
  };
}

const keyOf = (event: Event, what: string) => JSON.stringify([event.service, event.artifact, event.ref, what]);
const serviceIn = (key: string): string => JSON.parse(key)[0];

function rowText(key: string, { now, during, built, since, until, build }: Row): string {
  return JSON.stringify([...JSON.parse(key), { now, during, built }, since, until, build]);
}

const unknownOf = ({ reasons, affected }: Side) => [...reasons.keys()].filter((service) => !affected.has(service)).toSorted();

function verdictOf(side: Side) {
  const [affected, unknown] = [side.affected.size, unknownOf(side).length];
  return { affected, unknown, clean: side.universe.size - affected - unknown };
}

function union(a: Side, b: Side, affected: Set<string>): Side {
  const reasons = new Map(a.reasons);
  for (const [service, rank] of b.reasons) reasons.set(service, Math.min(rank, reasons.get(service) ?? rank));
  return { universe: new Set([...a.universe, ...b.universe]), retired: new Set([...a.retired].filter((service) => b.retired.has(service))), affected, reasons };
}

/** Since the first of the builds up to this one that list it without a gap. */
function beginOf(ask: WindowAsk, own: readonly Event[], place: number, what: string): number {
  let begin = place;
  while (begin > 0 && own[begin - 1] && listed(ask, own[begin - 1] as Event).includes(what)) begin -= 1;
  return begin;
}

type Given = { asked: readonly string[]; artifacts: readonly Event[][] };

function sideOfNow(ask: WindowAsk, { asked, artifacts, all }: Given & { all: readonly Event[] }, rows: Map<string, Row>): Side {
  const { asOf } = ask;
  const seen = artifacts.map((own) => own.filter(({ ms }) => asOf === null || ms <= asOf)).filter((own) => own.length > 0);
  const lasts = seen.map((own) => own.at(-1) as Event);
  const heads = lasts.filter(({ retires }) => !retires);
  const retired = new Set(asked.filter((service) => lasts.some((last) => last.service === service) && !heads.some((head) => head.service === service)));
  const affected = new Set<string>();
  for (const own of seen) {
    const head = own.at(-1) as Event;
    for (const what of listed(ask, head)) {
      const since = what === "itself" ? head.ms : (own[beginOf(ask, own, own.length - 1, what)]?.ms ?? 0);
      rows.set(keyOf(head, what), { now: true, during: false, built: false, since, until: null, build: head.order });
      affected.add(head.service);
    }
  }
  const end = asOf ?? ask.now;
  const universe = new Set(asked.filter((service) => !retired.has(service)));
  const reasons = judge(ask, universe, {
    hasSbom: (service) => all.some((event) => event.service === service),
    hasNone: (service) => (asOf === null ? !all.some((event) => event.service === service) : !heads.some((head) => head.service === service)),
    relevant: heads,
    isStale: (service) =>
      isStale(
        heads.filter((head) => head.service === service).map((head) => ({ head, retiredAt: null })),
        end,
      ),
  });
  return { universe, retired, affected, reasons };
}

function sideOfWindow(ask: WindowAsk, { asked, artifacts, all }: Given & { all: readonly Event[] }, rows: Map<string, Row>): { during: Side; builds: Event[] } {
  const { from, to } = ask.window;
  const end = Math.min(to - 1, ask.now);
  const affected = new Set<string>();
  const builds: Event[] = [];
  const relevant: Event[] = [];
  const heads: { head: Event; retiredAt: number | null }[] = [];
  const away: Event[] = [];
  for (const own of artifacts) {
    const untilOf = (place: number) => own[place + 1]?.ms ?? Number.POSITIVE_INFINITY;
    own.forEach((event, place) => {
      const isHeld = untilOf(place) > event.ms && event.ms < to && untilOf(place) > from;
      const isBuilt = !event.retires && event.ms >= from && event.ms < to;
      if (event.retires || !(isHeld || isBuilt)) return;
      relevant.push(event);
      const lists = listed(ask, event);
      if (isBuilt && lists.length > 0) builds.push(event);
      for (const what of lists) {
        affected.add(event.service);
        const key = keyOf(event, what);
        const row = rows.get(key);
        if (row?.now) rows.set(key, { ...row, during: true, built: row.built || isBuilt });
        else rows.set(key, { now: false, during: true, built: (row?.built ?? false) || isBuilt, ...lastStretch(ask, own, what) });
      }
    });
    const upTo = own.filter(({ ms }) => ms <= end);
    const last = upTo.at(-1);
    const head = upTo.findLast(({ retires }) => !retires);
    if (last?.retires) away.push(last);
    if (!last?.retires && head) heads.push({ head, retiredAt: null });
    if (last?.retires && head && (last.ms > from || head.ms >= from)) heads.push({ head, retiredAt: last.ms });
  }
  const isThere = (service: string) => heads.some(({ head }) => head.service === service);
  const retired = new Set(asked.filter((service) => away.some((last) => last.service === service) && !isThere(service)));
  const universe = new Set(asked.filter((service) => !retired.has(service)));
  const reasons = judge(ask, universe, {
    hasSbom: (service) => all.some((event) => event.service === service),
    hasNone: (service) => !isThere(service),
    relevant,
    isStale: (service) =>
      isStale(
        heads.filter(({ head }) => head.service === service),
        end,
      ),
  });
  return { during: { universe, retired, affected, reasons }, builds };
}

/** The last stay in the artifact that the window meets, and the last build of the window's time in it. An artifact by its digest is each build by itself. */
function lastStretch(ask: WindowAsk, own: readonly Event[], what: string): Pick<Row, "since" | "until" | "build"> {
  const { from, to } = ask.window;
  let found = { since: 0, until: null as number | null, build: -1 };
  own.forEach((event, begin) => {
    if (!listed(ask, event).includes(what) || (what !== "itself" && beginOf(ask, own, begin, what) !== begin)) return;
    let after = begin + 1;
    while (what !== "itself" && own[after] && listed(ask, own[after] as Event).includes(what)) after += 1;
    const until = own[after]?.ms ?? null;
    if (event.ms >= to || !(until === null || until > from || event.ms >= from)) return;
    const build = own.slice(begin, after).findLast(({ ms }) => ms < to);
    found = { since: event.ms, until, build: build?.order ?? -1 };
  });
  return found;
}

/** Stale by the newest build over all refs; what was retired, by how old it was then. */
function isStale(heads: readonly { head: Event; retiredAt: number | null }[], end: number): boolean {
  return groupsOf(heads, ({ head }) => head.artifact).some((group) => {
    const shipped = group.filter(({ retiredAt }) => retiredAt === null);
    const judged = shipped.length > 0 ? shipped : group;
    const seenAt = shipped.length > 0 ? end : Math.max(...group.map(({ retiredAt }) => retiredAt ?? 0));
    return Math.max(...judged.map(({ head }) => head.ms)) < seenAt - freshMs;
  });
}

type Known = {
  hasSbom: (service: string) => boolean;
  hasNone: (service: string) => boolean;
  relevant: readonly Event[];
  isStale: (service: string) => boolean;
};

/** The most telling reason why something of each service is not known. */
function judge(ask: WindowAsk, universe: ReadonlySet<string>, { hasSbom, hasNone, relevant, isStale: stale }: Known): Map<string, number> {
  const reasons = new Map<string, number>();
  for (const service of universe) {
    const own = relevant.filter((event) => event.service === service);
    const all = [
      ...(hasNone(service) ? [hasSbom(service) ? "built_later" : "no_sbom"] : []),
      ...own.flatMap((event) => doubtsOf(ask, event)),
      ...(ask.asked.isUnjudged ? ["advisory_unknown"] : []),
      ...(own.some(({ held }) => held.length === 0) ? ["incomplete_sbom"] : []),
      ...(stale(service) ? ["stale"] : []),
    ];
    if (all.length > 0) reasons.set(service, Math.min(...all.map((reason) => reasonRanks.indexOf(reason))));
  }
  return reasons;
}
