import type { ClientBase } from "pg";
import { vexNotFound } from "./not-found";
import { planSubjects } from "./plan-subjects";
import { selectStoredDocument, updateReport } from "./queries/documents";
import { countUnnamed } from "./queries/resolve";
import { readHere } from "./read-here";
import { reportOf } from "./report";
import { findPackages, resolveDocument } from "./resolve-document";
import { meaningOf, newsOf, partsOf, refreshDecided, say } from "./say";
import type { VexReport } from "./schemas";

/**
 * Looks again for what a stored document speaks of, and writes decisions for what it has not said yet: of artifacts that came, or of what only an ended decision of another document said. What
 * people withdrew or rejected does not come back. The caller holds the lock of imports. `bytesMax` is how much it may read here, as `readHere` says.
 */
export async function bindAgain(client: ClientBase, id: string, { at, bytesMax }: { at: Date; bytesMax: number }): Promise<VexReport> {
  const stored = await selectStoredDocument(client, id);
  if (stored === null) throw vexNotFound(id);
  const document = readHere(stored.body, bytesMax);
  const packageIds = await findPackages(client, document);
  const plan = planSubjects(document, await resolveDocument(client, document, packageIds, { scope: stored.scope, scopeId: stored.scopeId }));
  const news = await newsOf(client, plan, id, at);
  const meaning = await meaningOf(client, news);
  const parts = partsOf(news, meaning);
  const report = reportOf(document, plan, { news, meaning, parts, unknownPackages: await countUnnamed(client, packageIds), ended: 0 });
  const made = await say(client, { news, parts }, { documentId: id, origin: stored.format, requester: stored.requester, requesterName: stored.importedBy }, at);
  await updateReport(client, id, report, at);
  await refreshDecided(client, made, at);
  return report;
}
