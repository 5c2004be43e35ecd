import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { inSnapshot } from "@/lib/inventory/read";
import { toDecisionRow, toState, toSubject } from "./present";
import { type ConcernRow, selectConcerns, selectGravity } from "./queries/explain";
import { type DecisionRead, selectDecisionsById } from "./queries/rows";
import { selectSubjectsAt } from "./queries/subjects";
import { selectVulnerabilities } from "./queries/targets";
import { type ExplainDecision, type Explanation, explainDecisionSchema, type NotCountingReason } from "./schemas";

/**
 * Which decision counts for a finding, and why none of the others does: all on its vulnerability and package that are for its artifact, service, team or
 * everywhere. Throws `not_found` for an artifact, a package version or a vulnerability that there is not.
 */
export async function explainDecision({ ctx, input }: Verb<ExplainDecision>): Promise<Explanation> {
  requireScope(ctx, "inventory:read");
  const { artifactId, packageVersionId, vulnerability } = explainDecisionSchema.parse(input);
  const name = vulnerability.trim().toUpperCase();
  return inSnapshot(async (client) => {
    const at = new Date();
    const vulnerabilityId = (await selectVulnerabilities(client, [name])).get(name);
    const finding = { artifactId, packageVersionId, vulnerabilityId: vulnerabilityId ?? 0 };
    const grave = vulnerabilityId === undefined ? null : await selectGravity(client, finding);
    if (grave === null) throw new WhereinError("not_found", "There is no such artifact, package version or vulnerability.", { reason: "finding_not_found" });
    const concerns = await selectConcerns(client, finding, at);
    const rows = new Map((await selectDecisionsById(client, [...new Set(concerns.map(({ decisionId }) => decisionId))], at)).map((row) => [row.id, row]));
    const subjects = new Map((await selectSubjectsAt(client, concerns)).map((subject) => [`${subject.decisionId} ${subject.n}`, subject]));
    const winner = concerns.find(counts);
    const decisions = concerns.flatMap((concern) => {
      const [row, subject] = [rows.get(concern.decisionId), subjects.get(`${concern.decisionId} ${concern.n}`)];
      if (!row || !subject) return [];
      const reason = concern === winner ? null : reasonOf(concern, row, winner);
      return [{ decision: toDecisionRow(row, subject, ctx.actor), subject: toSubject(subject), counts: concern === winner, reason }];
    });
    const decided = winner && rows.get(winner.decisionId);
    return { state: decided ? toState(decided) : "undecided", grave, decisions: [...decisions].sort((a, b) => Number(b.counts) - Number(a.counts)) };
  });
}

const counts = ({ isStanding, meansVersion, isEnough }: ConcernRow) => isStanding && meansVersion && isEnough;

/** What is wrong with it by itself; else how the one that counts is before it. */
function reasonOf(concern: ConcernRow, { phase, endCause, fromAt }: DecisionRead, winner: ConcernRow | undefined): NotCountingReason {
  if (phase === "ended") return endCause ?? (fromAt === null ? "lapsed" : "expired");
  if (phase === "waiting") return "waiting";
  if (!concern.meansVersion) return "other_version";
  if (!concern.isEnough) return "needs_approval";
  if (winner && winner.scopePlace < concern.scopePlace) return "wider_scope";
  return winner?.namesPackage && !concern.namesPackage ? "any_package" : "earlier";
}
