import { z } from "zod";
import { freshnessDays, staleBefore } from "@/lib/inventory/freshness";
import { decodeCursor, inSnapshot, toPage } from "@/lib/inventory/read";
import { backgroundOf, hasBackground, withBackground } from "./background";
import { reasonOf, toAffectedRow, toUnknownService } from "./present";
import { type AffectedAnswer, type AffectedQuestion, selectAffected } from "./queries/affected";
import { selectDetails } from "./queries/details";
import type { Question } from "./question";
import { resolveTerms } from "./resolve-terms";
import type { BlastRadius, FindAffectedServices } from "./schemas";

/** Enough for a page; the export has all of them. */
const unknownListMax = 25;

type PageOptions = Pick<FindAffectedServices, "sort" | "limit"> & { cursor?: string | undefined };

/** The whole answer to a question that is read, on one snapshot. */
export async function answerTerms(question: Question, { sort, limit, cursor }: PageOptions): Promise<BlastRadius> {
  const after = readPlace(sort, cursor);
  const seenAt = question.asOf ?? new Date();
  return inSnapshot(
    async (client, stamp) => {
      const resolved = await resolveTerms(client, question.terms);
      const asked = {
        ...resolved,
        ...sortOf(sort),
        facets: question.facets,
        asOf: question.asOf,
        staleBefore: staleBefore(seenAt),
        limit,
        after,
        unknownLimit: unknownListMax,
      };
      const background = hasBackground(asked) ? await backgroundOf(client, stamp, asked.staleBefore) : null;
      const found = await selectAffected(client, { ...asked, background: background?.ids ?? null });
      const answer = background ? withBackground(found, background, unknownListMax) : found;
      const { page, nextCursor } = toPage(answer.hits, limit, (hit) => [sort, hit.key, hit.slug, hit.artifactId, hit.packageVersionId]);
      const rows = await selectDetails(client, page, question.asOf);
      return {
        ...countsOf(answer),
        data: rows.map((row) => toAffectedRow(row, seenAt)),
        question: { text: question.text, label: question.label, diagnostics: [...question.diagnostics, ...resolved.diagnostics] },
        meta: {
          limit,
          nextCursor,
          rows: answer.groups.reduce((sum, group) => sum + group.rows, 0),
          asOf: seenAt.toISOString(),
          freshnessDays,
          newestSbomAt: answer.newestSbomAt?.toISOString() ?? null,
          packagesMatched: resolved.packagesMatched,
        },
      };
    },
    { plans: "kept" },
  );
}

/** The counts of an answer, as the API gives them. */
export function countsOf(answer: AffectedAnswer): Pick<BlastRadius, "verdict" | "groups" | "versions" | "unknown" | "unknownByReason"> {
  const affected = answer.groups.reduce((sum, group) => sum + group.services, 0);
  const unknownByReason: BlastRadius["unknownByReason"] = { no_sbom: 0, stale: 0, unorderable_version: 0, no_version: 0 };
  for (const { reason, services } of answer.unknownByReason) unknownByReason[reasonOf(reason)] = services;
  const unknown = Object.values(unknownByReason).reduce((sum, services) => sum + services, 0);
  return {
    verdict: { affected, unknown, clean: answer.services - affected - unknown },
    groups: answer.groups.map(({ team, services, rows }) => ({ team, services, rows })),
    versions: answer.versions,
    unknown: answer.unknown.map(toUnknownService),
    unknownByReason,
  };
}

/** `-since` is since, descending. */
export function sortOf(sort: FindAffectedServices["sort"]): Pick<AffectedQuestion, "sort" | "descending"> {
  const key = sort.replace("-", "");
  return { sort: key === "team" || key === "since" ? key : "service", descending: sort.startsWith("-") };
}

function readPlace(sort: FindAffectedServices["sort"], cursor: string | undefined): AffectedQuestion["after"] {
  const isTime = sort.endsWith("since");
  const key = isTime ? z.iso.datetime({ offset: true }) : z.string();
  const place = decodeCursor(cursor, z.tuple([z.literal(sort), key, z.string(), z.int32(), z.int32()]));
  return place && { key: isTime ? new Date(place[1]) : place[1], slug: place[2], artifactId: place[3], packageVersionId: place[4] };
}
