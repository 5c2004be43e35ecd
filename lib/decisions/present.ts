import { type Actor, scopesOf } from "@/lib/context";
import { purlOf } from "@/lib/purl";
import type { DecisionRead } from "./queries/rows";
import type { SubjectRead } from "./queries/subjects";
import type { DecisionRow, Subject } from "./schemas";
import type { DecidedState } from "./words";

/** A decision as lists show it, to a caller. */
export function toDecisionRow(row: DecisionRead, first: SubjectRead | undefined, actor: Actor): DecisionRow {
  const { phase } = row;
  return {
    id: row.id,
    madeAt: row.madeAt.toISOString(),
    requester: toRequester(row),
    origin: row.origin,
    documentId: row.documentId,
    status: row.status,
    state: toState(row),
    justification: row.justification,
    responses: row.responses,
    detail: row.detail,
    evidenceUrl: row.evidenceUrl,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    phase,
    needsApproval: row.needsApproval,
    approveBy: row.approveBy.toISOString(),
    standsFrom: row.fromAt?.toISOString() ?? null,
    approved: row.approvedAt === null || row.approverName === null ? null : { at: row.approvedAt.toISOString(), by: row.approverName },
    ended: phase === "ended" ? toEnd(row) : null,
    subjects: row.subjects,
    first: first === undefined ? null : toSubject(first),
    findings: row.findings,
    mayVote: phase === "waiting" && actor.kind === "user" && scopesOf(actor).includes("decisions:approve") && !isRequestedBy(row.requester, actor.id),
    mayEnd: phase !== "ended" && scopesOf(actor).includes("findings:write"),
  };
}

export function toState({ status, acceptance }: Pick<DecisionRead, "status" | "acceptance">): DecidedState {
  return acceptance ? "accepted" : status;
}

/** The id of the person who asked for it, by themselves or by a token of theirs; null: a token that is nobody's, or the system. */
export function requestingPerson(requester: string): string | null {
  return /(?:^| )user:(\S+)/.exec(requester)?.[1] ?? null;
}

/** Whether a person asked for it, by themselves or by a token of theirs. */
export function isRequestedBy(requester: string, userId: string): boolean {
  return requestingPerson(requester) === userId;
}

function toRequester({ requester, requesterName: name, requesterDisabled: disabled }: DecisionRead): DecisionRow["requester"] {
  const [kind, id = null] = (requester.split(" ")[0] ?? "").split(":");
  return { kind: kind === "user" || kind === "token" ? kind : "system", id, name, disabled };
}

/** What ended it first: by somebody, by the end of its time, or because nobody approved it in time. */
function toEnd({ endedAt, endedBy, endCause, endReason, expiresAt, fromAt, approveBy }: DecisionRead): NonNullable<DecisionRow["ended"]> {
  if (endedAt !== null && endCause !== null) return { at: endedAt.toISOString(), by: endedBy ?? "", cause: endCause, reason: endReason };
  const isLapsed = fromAt === null;
  return { at: (isLapsed ? approveBy : (expiresAt ?? approveBy)).toISOString(), by: "Wherein", cause: isLapsed ? "lapsed" : "expired", reason: null };
}

export function toSubject(row: SubjectRead): Subject {
  const { ecosystem, packageName: name, artifactId: id } = row;
  const written = new Map((row.ids ?? []).map((each) => [each.toUpperCase(), each]));
  return {
    n: row.n,
    vulnerability: row.displayId ?? row.names[0] ?? "",
    ids: row.names.map((each) => written.get(each) ?? each),
    package: ecosystem === null || name === null ? null : { ecosystem, name, purl: purlOf({ ecosystem, name, version: "", release: "" }) },
    versions: row.range,
    scope: row.scope,
    slug: row.scopeSlug,
    name: row.scopeName,
    artifact: id === null ? null : { id, kind: row.artifactKind ?? "", name: row.artifactName ?? "", ref: row.ref ?? "" },
  };
}
