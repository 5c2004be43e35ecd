import type { ClientBase } from "pg";
import { int4Column } from "@/lib/db/binary-columns";
import { conditions, Parameters } from "@/lib/inventory/read";
import { type Candidate, type CandidateColumns, candidateColumns, type Reason, rank, reasonRanks, toCandidates } from "./candidates";
import { artifactFilter, type Facets, presenceFilter, serviceFilter } from "./filters";
import { hashAt, noIds, presenceParts } from "./holdings";
import { ask } from "./kept-plans";
import { type Window, windowParts } from "./window-parts";

/** `window`: at any moment of it, instead of `asOf`. */
export type DoubtQuestion = {
  facets: Facets;
  asOf: Date | null;
  window: Window | null;
  unversioned: string;
  unorderable: string;
  unreleased: string;
  hashed: string;
};

/** Services that hold the package, but at a version, or with bits, of which cannot be said whether they are what is asked for. */
export async function selectDoubts(client: ClientBase, question: DoubtQuestion): Promise<Candidate[]> {
  const { facets } = question;
  const parameters = new Parameters();
  const parts = doubtParts(question, parameters);
  if (parts.length === 0) return [];
  const filters = conditions("where", [...artifactFilter(facets, parameters), ...serviceFilter(facets, parameters)]);
  const sources = parts.map(
    ({ source, reason }) =>
      `select a.service_id as id, ${rank(reason)} as reason from (${source}) p join artifact a on a.id = p.artifact_id join service s on s.id = a.service_id ${filters}`,
  );
  const [row] = await ask<CandidateColumns>(client, { what: "doubts", facets }, candidateColumns(sources.join(" union all ")), parameters);
  return row ? toCandidates(row) : [];
}

export type ArtifactDoubt = { artifactId: number; reason: Reason };

/** The same by artifact, whatever service it belongs to: one read of the index, no join. */
export async function selectArtifactDoubts(client: ClientBase, question: DoubtQuestion): Promise<ArtifactDoubt[]> {
  const parameters = new Parameters();
  const parts = doubtParts(question, parameters);
  if (parts.length === 0) return [];
  const sources = parts.map(({ source, reason }) => `select p.artifact_id, ${rank(reason)} as reason from (${source}) p`);
  const text = `select string_agg(int4send(d.artifact_id), '') as artifacts, string_agg(int4send(d.reason), '') as reasons
    from (select artifact_id, min(reason) as reason from (${sources.join(" union all ")}) each group by artifact_id) d`;
  const [row] = await ask<{ artifacts: Buffer | null; reasons: Buffer | null }>(client, { what: "artifact-doubts", facets: question.facets }, text, parameters);
  if (!row?.artifacts || !row.reasons) return [];
  const places = int4Column(row.reasons);
  return Array.from(int4Column(row.artifacts), (artifactId, i) => ({ artifactId, reason: reasonRanks[places[i] ?? 0] ?? "unorderable_version" }));
}

/** SQL for the presences that leave something open, and why; only for what there is. */
function doubtParts(question: DoubtQuestion, parameters: Parameters): { source: string; reason: Reason }[] {
  const { facets, asOf, window, unversioned, unorderable, unreleased, hashed } = question;
  const doubts: { ids: string; reason: Reason; isHash: ((column: string) => string) | null }[] = [
    { ids: unversioned, reason: "no_version", isHash: null },
    { ids: unorderable, reason: "unorderable_version", isHash: null },
    { ids: unreleased, reason: "no_release", isHash: null },
    { ids: hashed, reason: "no_hash", isHash: (column) => `${column} is null` },
  ];
  const present = doubts.filter(({ ids }) => ids !== noIds);
  if (present.length === 0) return [];
  const at = asOf && window === null ? parameters.add(asOf) : null;
  const during = window && { from: parameters.add(window.from), to: parameters.add(window.to) };
  return present.flatMap(({ ids, reason, isHash }) => {
    const filter = presenceFilter(facets, parameters);
    const placeholder = parameters.add(ids);
    const sources = during
      ? windowParts(placeholder, during, "times", filter, isHash)
      : presenceParts(placeholder, at, [...filter, isHash?.(hashAt(at)) ?? null]);
    return sources.map((source) => ({ source, reason }));
  });
}
