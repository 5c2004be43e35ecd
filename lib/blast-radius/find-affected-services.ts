import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { decodeCursor, inSnapshot, toPage } from "@/lib/inventory/read";
import { freshnessDays, staleBefore } from "@/lib/inventory/freshness";
import { reasonOf, toAffectedRow, toUnknownService } from "./present";
import { type AffectedAnswer, type AffectedQuestion, selectAffected } from "./queries/affected";
import { selectDetails } from "./queries/details";
import { readQuestion } from "./question";
import { resolveTerms } from "./resolve-terms";
import { type BlastRadius, type FindAffectedServices, findAffectedServicesSchema } from "./schemas";

/**
 * Which services contain what is asked for, now or at a moment: affected, clean and unknown services, and one page of
 * the presences that say so. Throws `invalid` for a question or a cursor that cannot be read.
 */
export async function findAffectedServices({ ctx, input }: Verb<z.input<typeof findAffectedServicesSchema>>): Promise<BlastRadius> {
  requireScope(ctx, "inventory:read");
  const parameters = findAffectedServicesSchema.parse(input);
  const question = readQuestion(parameters);
  const after = readPlace(parameters);
  const seenAt = question.asOf ?? new Date();
  return inSnapshot(async (client) => {
    const resolved = await resolveTerms(client, question.terms);
    const answer = await selectAffected(client, {
      ...resolved,
      ...sortOf(parameters.sort),
      facets: question.facets,
      asOf: question.asOf,
      staleBefore: staleBefore(seenAt),
      limit: parameters.limit,
      after,
    });
    const { page, nextCursor } = toPage(answer.hits, parameters.limit, (hit) => [parameters.sort, hit.key, hit.slug, hit.artifactId, hit.packageVersionId]);
    const rows = await selectDetails(client, page, question.asOf);
    return {
      ...countsOf(answer),
      data: rows.map((row) => toAffectedRow(row, seenAt)),
      question: { text: question.text, label: question.label, diagnostics: [...question.diagnostics, ...resolved.diagnostics] },
      meta: {
        limit: parameters.limit,
        nextCursor,
        rows: answer.groups.reduce((sum, group) => sum + group.rows, 0),
        asOf: seenAt.toISOString(),
        freshnessDays,
        newestSbomAt: answer.newestSbomAt?.toISOString() ?? null,
        packagesMatched: resolved.packagesMatched,
      },
    };
  });
}

function countsOf(answer: AffectedAnswer): Pick<BlastRadius, "verdict" | "groups" | "versions" | "unknown" | "unknownByReason"> {
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

function readPlace({ sort, cursor }: FindAffectedServices): AffectedQuestion["after"] {
  const key = sort.endsWith("since") ? z.iso.datetime({ offset: true }) : z.string();
  const place = decodeCursor(cursor, z.tuple([z.literal(sort), key, z.string(), z.number().int(), z.number().int()]));
  return place && { key: sort.endsWith("since") ? new Date(place[1]) : place[1], slug: place[2], artifactId: place[3], packageVersionId: place[4] };
}
