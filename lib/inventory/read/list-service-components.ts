import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { purlOf } from "@/lib/purl";
import { componentScopes } from "@/lib/sbom/model";
import { decodeCursor } from "./cursor";
import { serviceNotFound } from "./get-service";
import { type ComponentListRow, selectArtifactIds, selectComponents } from "./queries/components";
import { inSnapshot } from "./queries/snapshot";
import { likeLiteral, toPage } from "./read-page";
import { type ComponentList, type ComponentRow, type ListServiceComponents, listServiceComponentsSchema } from "./schemas";

/** One page of what the head builds of a service hold. Throws `not_found`, or `invalid` for a cursor of another list. */
export async function listServiceComponents({ ctx, input }: Verb<z.input<typeof listServiceComponentsSchema>>): Promise<ComponentList> {
  requireScope(ctx, "inventory:read");
  const { slug, artifactId, q, ecosystem, scope, direct, sort, limit, cursor } = listServiceComponentsSchema.parse(input);
  const place = decodeCursor(cursor, z.tuple([z.literal(sort), sortKeyOf(sort), z.string(), z.int32(), z.int32()]));
  const text = q?.trim().toLowerCase();
  return inSnapshot(async (client) => {
    const artifactIds = await selectArtifactIds(client, slug, artifactId ?? null);
    if (artifactIds === null) throw serviceNotFound(slug);
    const { rows, counts } = await selectComponents(client, {
      artifactIds,
      pattern: text ? `%${likeLiteral(text)}%` : null,
      ecosystems: ecosystem ?? null,
      scopes: scope?.map((each) => componentScopes.indexOf(each)) ?? null,
      direct: direct === undefined ? null : direct === "true",
      sort,
      limit,
      after: place && { key: sort.endsWith("since") ? new Date(place[1]) : place[1], name: place[2], packageVersionId: place[3], artifactId: place[4] },
    });
    const { page, nextCursor } = toPage(rows, limit, (row) => [sort, row.key, row.packageName, row.packageVersionId, row.artifactId]);
    const sum = (of: (count: (typeof counts)[number]) => number) => counts.reduce((total, count) => total + of(count), 0);
    return {
      data: page.map(toComponentRow),
      meta: {
        limit,
        nextCursor,
        rows: sum((count) => count.rows),
        direct: sum((count) => count.direct),
        ecosystems: counts.map(({ ecosystem: name, rows: held }) => ({ ecosystem: name, rows: held })),
      },
    };
  });
}

function sortKeyOf(sort: ListServiceComponents["sort"]): z.ZodType<string | number> {
  if (sort.endsWith("depth")) return z.int32();
  return sort.endsWith("since") ? z.iso.datetime({ offset: true }) : z.string();
}

function toComponentRow(row: ComponentListRow): ComponentRow {
  const { ecosystem, packageName: name, version, release } = row;
  return {
    artifact: { id: row.artifactId, kind: row.kind, name: row.artifactName, ref: row.ref },
    package: { ecosystem, name, purl: purlOf({ ecosystem, name, version, release }) },
    packageVersionId: row.packageVersionId,
    version,
    release: release || null,
    direct: row.direct,
    via: row.direct ? [] : row.via,
    depth: row.depth || null,
    scope: componentScopes[row.scope] ?? "runtime",
    since: new Date(row.since).toISOString(),
  };
}
