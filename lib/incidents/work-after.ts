import type { SurveyNames } from "@/lib/blast-radius";
import { type Answer, type AnsweredService, outdatesJudgement } from "./answer";
import type { Work } from "./queries/work";
import type { RunCause } from "./schemas";

type WorkAfter = {
  at: Date;
  cause: RunCause;
  revision: number;
  before: Answer | null;
  after: Answer;
  /** Services of which the answer says something worse than before. */
  worse: readonly AnsweredService[];
  work: ReadonlyMap<number, Work>;
  /** What was known of the services that were judged not to be affected when that was said; without an entry, nothing. */
  judgedOn: ReadonlyMap<number, AnsweredService>;
  versions: SurveyNames["versions"];
};

// Services are marked by people; these two say that nothing is left to do, `not_affected` that there never was.
const done: ReadonlySet<Work["status"]> = new Set(["contained", "clear"]);
const statusWords: Record<Work["status"], string> = {
  to_do: "to do",
  in_progress: "in progress",
  contained: "contained",
  clear: "clear",
  not_affected: "not affected",
};
/** By whom a run is said to have changed something. */
export const runName = "Wherein";

/**
 * What is to be done after an answer: about services that nothing was said of yet, and again about those that were done and are worse than
 * before, or were judged on something else.
 */
export function workAfter({ at, cause, revision, before, after, worse, work, judgedOn, versions }: WorkAfter): {
  added: Work[];
  reopened: { was: Work; now: Work }[];
} {
  const told = { at, byName: runName } as const;
  const added = after.services
    .filter(([id]) => !work.has(id))
    .map(([serviceId]): Work => ({ ...told, serviceId, version: 1, cause: "affected", status: "to_do", reason: null, assignee: null, note: null }));
  const earlier = new Map(before?.services.map(([id, , , versionIds]) => [id, new Set(versionIds)]));
  const reopened = worse.flatMap((service) => {
    const [serviceId, , , versionIds] = service;
    const was = work.get(serviceId);
    const isJudged = was?.status === "not_affected";
    if (!was || !(isJudged ? outdatesJudgement(judgedOn.get(serviceId), service) : done.has(was.status))) return [];
    const known = isJudged ? new Set(judgedOn.get(serviceId)?.[3]) : earlier.get(serviceId);
    const news = versionIds.filter((version) => !known?.has(version));
    const note = noteOf(was, cause, revision, namesOf(news.length > 0 ? news : versionIds, versions));
    return [
      {
        was,
        now: {
          ...was,
          ...told,
          version: was.version + 1,
          cause: "reopened" as const,
          status: "to_do" as const,
          reason: null,
          note,
        },
      },
    ];
  });
  return { added, reopened };
}

const namesMax = 5;

function namesOf(versionIds: readonly number[], versions: SurveyNames["versions"]): string {
  const names = versionIds.map((id) => {
    const named = versions.get(id);
    return named ? `${named.name} ${named.version}`.trim() : "the artifact itself";
  });
  const shown = names.slice(0, namesMax).join(", ");
  return names.length > namesMax ? `${shown} and ${names.length - namesMax} more` : shown;
}

function noteOf({ status, reason }: Work, cause: RunCause, revision: number, names: string): string {
  const why: Record<RunCause, string> = {
    opened: "it holds",
    list: `revision ${revision} of the list names what it holds:`,
    window: "the window takes in that it held",
    reopened: "since the incident was opened again it holds",
    inventory: "a build brought",
    deployments: "where it runs changed, and it holds",
    advisories: "advisories now name what it holds:",
    time: "it holds",
  };
  return `Opened again: it was ${statusWords[status]}${reason === null ? "" : ` (${reason})`}, and ${why[cause]} ${names}.`.slice(0, 2_000);
}
