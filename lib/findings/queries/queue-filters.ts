import { type AdvisoryKind, advisoryKinds, type SeverityWord, severityWords } from "@/lib/advisories/model";
import type { DecidedState } from "@/lib/decisions/words";
import type { Parameters } from "@/lib/inventory/read";
import type { DueWord } from "@/lib/query";
import { artifactsOf, type FindingFilters, heldFilter, openedFilter } from "./filters";

/** What a list of the queue is narrowed to by what is done about it; null does not narrow. */
export type QueueFilters = {
  states: readonly DecidedState[] | null;
  /** `nobody` and `disabled`: what is at nobody, or at people who are disabled, beside what is at these. */
  assignees: { people: readonly string[]; nobody: boolean; disabled: boolean } | null;
  due: { words: readonly DueWord[]; now: Date; soon: Date } | null;
};

/** Whether the list is one of the queue: of what is open, as mirrored advisories say. */
export const isOfQueue = ({ state, source }: Pick<FindingFilters, "state" | "source">) => state === "open" && source !== "inspector";

type Part = string | null;

/** Conditions on a row `x` of `open_tally`, or of `open_finding`, by its artifact. */
export function ownerParts(filters: FindingFilters, parameters: Parameters): Part[] {
  const owned = artifactsOf(filters, parameters);
  return [owned && `x.artifact_id = any(array(${owned}))`, filters.artifactId === null ? null : `x.artifact_id = ${parameters.add(filters.artifactId)}::int`];
}

/** Conditions on `open_finding x` that no count of classes knows. */
export function rowParts(filters: FindingFilters, parameters: Parameters): Part[] {
  const { assignees, due } = filters.queue;
  return [
    ...openedFilter(filters, parameters),
    ...heldFilter(filters, parameters, "x.package_id"),
    assigneePart(assignees, parameters),
    duePart(due, parameters),
  ];
}

function assigneePart(assignees: QueueFilters["assignees"], parameters: Parameters): Part {
  if (assignees === null) return null;
  const { people, nobody, disabled } = assignees;
  const parts = [
    people.length > 0 && `x.assignee_id = any(${parameters.add(people)}::uuid[])`,
    nobody && "x.assignee_id is null",
    disabled && "x.assignee_id in (select id from app_user where disabled_at is not null)",
  ];
  return `(${parts.filter((part) => part !== false).join(" or ")})`;
}

// The index has `coalesce(due_at, 'infinity')`.
const dueAt = "coalesce(x.due_at, 'infinity')";

function duePart(due: QueueFilters["due"], parameters: Parameters): Part {
  if (due === null) return null;
  const at = (moment: Date) => `${parameters.add(moment)}::timestamptz`;
  const when: Record<DueWord, () => string> = {
    overdue: () => `${dueAt} <= ${at(due.now)}`,
    soon: () => `(${dueAt} > ${at(due.now)} and ${dueAt} <= ${at(due.soon)})`,
    later: () => `(${dueAt} > ${at(due.soon)} and ${dueAt} < 'infinity')`,
    none: () => `${dueAt} = 'infinity'`,
  };
  return `(${due.words.map((word) => when[word]()).join(" or ")})`;
}

/** A class of findings, with how many there are: what the queue's indexes begin with. */
export type ClassCount = { kind: number; severityRank: number; kev: boolean; state: DecidedState; n: number };

/** The words of what rows of the queue hold as numbers. */
export const kindAt = (place: number): AdvisoryKind => advisoryKinds[place] ?? "vulnerability";
export const severityAt = (rank: number): SeverityWord => severityWords[severityWords.length - 1 - rank] ?? "unscored";

/** Whether a class is of what the filters are about: by kind, severity and KEV, and by what was decided. */
export function isOfClass({ vulnerability, queue }: FindingFilters, { kind, severityRank, kev, state }: ClassCount): { isOfKind: boolean; isOfState: boolean } {
  const { kinds, severities } = vulnerability;
  const word = kindAt(kind);
  const severity = severityAt(severityRank);
  const isOfKind =
    (kinds === null || kinds.includes(word)) &&
    (severities === null || (word !== "malware" && severities.includes(severity))) &&
    (vulnerability.kev === null || vulnerability.kev === kev);
  return { isOfKind, isOfState: queue.states === null || queue.states.includes(state) };
}

/** Whether no class is left out by the filters. */
export function isOfEveryClass({ vulnerability: { kinds, severities, kev }, queue }: FindingFilters): boolean {
  return kinds === null && severities === null && kev === null && queue.states === null;
}

/** SQL of the classes as rows. */
export function classTable(classes: readonly ClassCount[], parameters: Parameters): string {
  const columns = [
    `${parameters.add(classes.map(({ kind }) => kind))}::int2[]`,
    `${parameters.add(classes.map(({ severityRank }) => severityRank))}::int2[]`,
    `${parameters.add(classes.map(({ kev }) => kev))}::bool[]`,
    `${parameters.add(classes.map(({ state }) => state))}::text[]`,
  ];
  return `unnest(${columns.join(", ")}) as c(kind, severity_rank, kev, state)`;
}
