import type { AdvisoryKind, Severity } from "@/lib/advisories/model";
import { idsOf } from "./display-id";
import { chooseSeverity, severityRank } from "./group-severity";
import type { Member } from "./member";

/** What KEV and EPSS say of a CVE; `kevAddedOn` is `YYYY-MM-DD`. */
export type Exploitation = { epss: number | null; epssPercentile: number | null; kevAddedOn: string | null };

/** A row of `vulnerability` but for its id. Times are microseconds since 1970. */
export type GroupDescription = Exploitation & {
  displayId: string;
  ids: string[];
  kind: AdvisoryKind;
  summary: string | null;
  severity: Omit<Severity, "type"> & { rank: number };
  published: number | null;
  modified: number;
  withdrawn: number | null;
};

/** Malware says the most about a package; that it is a notice, the least. */
const kindOrder: readonly AdvisoryKind[] = ["malware", "vulnerability", "unsound", "unmaintained", "notice"];

/**
 * What a group shows, made from its advisories: of the live ones, while there are any, its kind (malware if one says so), severity and
 * summary; of all, its ids and times. It is withdrawn when the last of them was. `exploitation` is by upper-case CVE id: the highest EPSS, the earliest KEV.
 */
export function describeGroup(members: readonly Member[], exploitation: ReadonlyMap<string, Exploitation>): GroupDescription {
  const live = members.filter(({ withdrawn }) => withdrawn === null);
  const speaking = live.length > 0 ? live : members;
  const kind = kindIn(speaking);
  const ids = idsOf(members, { isMalware: kind === "malware" });
  const [displayId] = ids;
  const severity = chooseSeverity(speaking.flatMap(({ severities }) => severities));
  let published: number | null = null;
  let modified = 0;
  let withdrawn = 0;
  for (const member of members) {
    if (member.published !== null && (published === null || member.published < published)) published = member.published;
    modified = Math.max(modified, member.modified);
    withdrawn = Math.max(withdrawn, member.withdrawn ?? 0);
  }
  const { epss, epssPercentile, kevAddedOn } = exploitationOf(ids, exploitation);
  return {
    displayId,
    ids,
    kind,
    summary: summaryOf(speaking, displayId),
    severity: { ...severity, rank: severityRank(severity.word) },
    published,
    modified,
    withdrawn: live.length > 0 ? null : withdrawn,
    epss,
    epssPercentile,
    kevAddedOn,
  };
}

function kindIn(members: readonly Member[]): AdvisoryKind {
  let first = kindOrder.length;
  for (const { kind } of members) first = Math.min(first, kindOrder.indexOf(kind));
  return kindOrder[first] ?? "vulnerability";
}

/** The summary of the advisory that is shown, else of the one with the lowest key that has any. */
function summaryOf(members: readonly Member[], displayId: string): string | null {
  let best: Member | null = null;
  for (const member of members) {
    if (!member.summary) continue;
    if (member.key.toUpperCase() === displayId.toUpperCase()) return member.summary;
    if (best === null || member.key < best.key) best = member;
  }
  return best?.summary ?? null;
}

function exploitationOf(ids: readonly string[], known: ReadonlyMap<string, Exploitation>): Exploitation {
  const found: Exploitation = { epss: null, epssPercentile: null, kevAddedOn: null };
  if (known.size === 0) return found;
  for (const id of ids) {
    const of = known.get(id.toUpperCase());
    if (!of) continue;
    if (of.epss !== null && (found.epss === null || of.epss > found.epss)) {
      found.epss = of.epss;
      found.epssPercentile = of.epssPercentile;
    }
    if (of.kevAddedOn !== null && (found.kevAddedOn === null || of.kevAddedOn < found.kevAddedOn)) found.kevAddedOn = of.kevAddedOn;
  }
  return found;
}
