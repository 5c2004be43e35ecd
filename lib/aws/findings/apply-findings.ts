import type { PoolClient } from "pg";
import type { AwsResource } from "@/lib/aws/model";
import { lockAws } from "@/lib/aws/queries/lock";
import { mapResources } from "@/lib/aws/resources/map-resources";
import { type Placing, toFindingRow } from "./finding-rows";
import type { PreparedFinding, PreparedFindings } from "./prepare-findings";
import { insertFindings, relistFindings, selectStoredFindings, updateFindings } from "./queries/findings";
import { alignWithHeld, groupMissing } from "./queries/held-packages";
import { recomputeOfTriples } from "./recompute-observations";
import { replacePackages, triplesOfStored, type WrittenFinding } from "./replace-packages";
import { saveVulnerabilities, storedIdOf } from "./save-vulnerabilities";
import { greatestByArn, type SortedFindings, sortFindings } from "./sort-findings";
import { unlistedSince } from "./unlisted-since";
import { saveResources } from "./upsert-resources";

/** How findings came. `scan`: from the answer to an SBOM that was scanned. */
export type FindingSource = "api" | "event" | "queue" | "report" | "scan";
/** `findings`: as `prepareFindings` gives them. `at`: when they were received. */
export type FindingBatch = { findings: PreparedFindings; source: FindingSource; at: Date };
/** In findings; `ids`: of the rows of all of them, for `closeUnlisted`. */
export type AppliedFindings = { added: number; changed: number; unchanged: number; ids: number[] };

/**
 * Takes findings into the joined state, on the caller's transaction: of several reports of one ARN the greatest `(updatedAt, digest)` counts, and of what they
 * say of resources and vulnerabilities the latest word, so that any order, repetition and division into batches ends in the same rows. `client`: a connection
 * without `pipeline`. One writer at a time: others wait here until the transaction ends. The caller writes the audit row.
 */
export async function applyFindings(client: PoolClient, { findings, source, at }: FindingBatch): Promise<AppliedFindings> {
  await lockAws(client);
  const best = greatestByArn(findings.changed);
  const stored = await selectStoredFindings(client, [...best.keys()]);
  const sorted = sortFindings(best.values(), stored, { source, at });
  const heard = findings.changed.filter(({ finding, digest }) => stored.get(finding.arn)?.digest.equals(digest) !== true);
  const { placeOf, rewritten } = await saveWhatTheyName(client, heard, at);
  const unlisted = await unlistedSince(client, sorted, { source, at });
  const written = await writeRows(client, sorted, (said) => ({ ...placeOf(said), unlistedMs: unlisted.get(said) ?? null }), { source, at });
  const touched = await replacePackages(client, written);
  touched.push(...(await alignWithHeld(client, { findingIds: written.filter(namesLess).map(({ id }) => id) })));
  const relisted = sorted.relisted.flatMap(({ said, stored: known }) => (unlisted.has(said) ? [] : [known]));
  if (relisted.length > 0) {
    await relistFindings(
      client,
      relisted.map(({ id }) => id),
    );
    touched.push(...(await triplesOfStored(client, relisted)));
  }
  await recomputeOfTriples(client, touched, at, rewritten);
  const added = sorted.added.length;
  const changed = sorted.changed.length + relisted.length;
  const ids = new Set([...findings.unchanged, ...[...stored.values()].map(({ id }) => id), ...written.map(({ id }) => id)]);
  return { added, changed, unchanged: findings.unchanged.length + best.size - added - changed, ids: [...ids] };
}

/** Whether it names packages otherwise than SBOMs do, or with less. */
const namesLess = ({ packages }: WrittenFinding) => packages.some(({ said }) => said.identity?.ecosystem === "rpm" || said.unmapped === groupMissing);

type Named = { placeOf: (said: PreparedFinding) => Omit<Placing, "unlistedMs">; rewritten: number[] };

/**
 * Vulnerabilities and resources, of every report: one that another of its finding beats may still be the last to say something of these. New resources are
 * mapped before the findings are written, so that observations are made of them once.
 */
async function saveWhatTheyName(client: PoolClient, heard: readonly PreparedFinding[], at: Date): Promise<Named> {
  const { idOf: advisoryOf, written } = await saveVulnerabilities(
    client,
    heard.flatMap(({ finding: { vulnerability }, updatedMs }) => (vulnerability ? [{ vulnerability, saidMs: updatedMs }] : [])),
    at,
  );
  const resources = await saveResources(
    client,
    heard.flatMap(({ finding, updatedMs }) => [finding.resource, ...finding.further].map((resource) => ({ resource, saidMs: updatedMs }))),
  );
  if (resources.touched.length > 0) await mapResources(client, { resourceIds: resources.touched, at });
  const placeOf: Named["placeOf"] = ({ finding: { resource, further, vulnerability } }) => {
    const key = vulnerability && storedIdOf(vulnerability);
    const idOf = (each: AwsResource) => resources.idOf.get(each.key) ?? 0;
    return { resourceId: idOf(resource), furtherIds: further.map(idOf), advisoryId: key === null ? null : (advisoryOf.get(key) ?? null) };
  };
  return { placeOf, rewritten: written };
}

async function writeRows(
  client: PoolClient,
  { added, changed }: SortedFindings,
  placeOf: (said: PreparedFinding) => Placing,
  reception: { source: string; at: Date },
): Promise<WrittenFinding[]> {
  const toRow = (said: PreparedFinding) => toFindingRow(said, placeOf(said));
  const ids = await insertFindings(client, added.map(toRow), reception);
  await updateFindings(
    client,
    changed.map(({ said }) => toRow(said)),
    reception,
  );
  return [
    ...added.map((said) => ({ ...placeOf(said), id: ids.get(said.finding.arn) ?? 0, packages: said.packages, before: null })),
    ...changed.map(({ said, stored }) => ({ ...placeOf(said), id: stored.id, packages: said.packages, before: stored })),
  ];
}
