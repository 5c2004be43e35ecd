import { nameSurveyed, type Survey, surveyServices } from "@/lib/blast-radius";
import type { Context } from "@/lib/context";
import { inTransaction, pool } from "@/lib/db";
import { toAnswer } from "./answer";
import { incidentNotFound } from "./not-found";
import { type IncidentState, selectIncident } from "./queries/incidents";
import { selectRevision } from "./queries/revisions";
import { type Checked as Looked, selectChecked, selectStamps } from "./queries/stamps";
import { type Found, type Recorded, recordCheck } from "./record-check";
import type { Evidence, RunCause } from "./schemas";
import { termsOfLists } from "./terms-of-lists";
import { windowAt, windowKey } from "./window";

const triesMax = 3;

/**
 * Asks for what an incident looks for and keeps the answer as a run when it is another one. It holds no lock while it asks: when somebody
 * changed the list or the window meanwhile it asks again, and when somebody else asked later, that one's answer counts.
 */
export async function checkIncident(ctx: Context, id: number, cause: RunCause): Promise<Recorded> {
  for (let tries = 1; ; tries += 1) {
    const found = await ask(ctx, id);
    const recorded = await inTransaction((client) => recordCheck(client, ctx, { id, cause, found }));
    if (recorded !== "outdated") return recorded;
    if (tries === triesMax) throw new Error(`The list of incident ${id} was changed ${triesMax} times while it was looked for.`);
  }
}

async function ask(ctx: Context, id: number): Promise<Found> {
  const [state, revision, stamps] = await Promise.all([selectIncident(pool(), id), selectRevision(pool(), id), selectStamps(pool())]);
  if (state === null || revision === null) throw incidentNotFound(id);
  const terms = [...(await termsOfLists(revision.listIds)).values()];
  const askedAt = new Date();
  const window = windowAt(state, askedAt);
  const [survey, checked] = await Promise.all([surveyServices({ ctx, input: { terms, window } }), selectChecked(pool(), window)]);
  const answer = toAnswer(survey);
  const { versions } = await nameSurveyed({ ctx, input: { versionIds: answer.services.flatMap(([, , , ids]) => ids), builds: [] } });
  return {
    askedAt,
    seen: { revision: revision.revision, window: windowKey(state), ...stamps },
    window: windowOf(state),
    answer,
    numbers: survey.verdict,
    evidence: toEvidence(checked, survey),
    versions,
  };
}

const windowOf = ({ windowFrom, windowTo }: IncidentState) => ({ windowFrom, windowTo });

function toEvidence({ newestSbomAt, oldestSbomAt, ...counts }: Looked, { advisories, ...survey }: Survey): Evidence {
  return {
    ...counts,
    retired: survey.retiredServices,
    withoutDevScope: survey.withoutDevScope,
    newestSbomAt: newestSbomAt?.toISOString() ?? null,
    oldestSbomAt: oldestSbomAt?.toISOString() ?? null,
    packagesMatched: survey.packagesMatched,
    advisories: advisories && {
      sources: advisories.sources,
      neverSynced: advisories.neverSynced,
      stale: advisories.stale.map(({ name }) => name),
      oldestSyncAt: advisories.oldestSyncAt,
      newestSyncAt: advisories.newestSyncAt,
    },
    unknownAdvisories: survey.unknownAdvisories,
  };
}
