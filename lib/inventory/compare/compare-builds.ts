import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import type { CutComparison } from "@/lib/inventory/documents/compare-documents";
import { runDocumentTask } from "@/lib/inventory/documents/run-document-task";
import { type BuildDocumentRow, selectBuildDocuments, selectServiceName, selectStoredParts } from "@/lib/inventory/export/queries";
import { buildNotFound, inSnapshot, serviceNotFound } from "@/lib/inventory/read";
import { type BuildComparison, type ComparedBuild, compareBuildsSchema, type Difference } from "./schemas";

const timeoutMs = 120_000;

/** What is different between any two builds of a service. Throws `not_found` for a service or build that is not there. */
export async function compareBuilds({ ctx, input }: Verb<z.input<typeof compareBuildsSchema>>): Promise<BuildComparison> {
  requireScope(ctx, "inventory:read");
  const { slug, limit, ...named } = compareBuildsSchema.parse(input);
  const wanted = [buildOf(named.from), buildOf(named.to)];
  const { service, builds, documents } = await inSnapshot(async (client) => {
    const service = await selectServiceName(client, slug);
    if (service === null) throw serviceNotFound(slug);
    const rows = await selectBuildDocuments(client, service.id, wanted);
    const builds = wanted.map(({ artifactId, seq }) => {
      const build = rows.find((row) => row.artifactId === artifactId && row.seq === seq);
      if (build === undefined) throw buildNotFound(slug);
      return build;
    });
    const documents = [];
    for (const build of builds) documents.push(await selectStoredParts(client, build));
    return { service, builds: builds as [BuildDocumentRow, BuildDocumentRow], documents };
  });
  const result = await runDocumentTask("compare", { documents, options: { limit } }, { timeoutMs });
  return { service: { slug, name: service.name }, from: toComparedBuild(builds[0]), to: toComparedBuild(builds[1]), ...toLists(result) };
}

function buildOf(name: string): { artifactId: number; seq: number } {
  const [artifactId = 0, seq = 0] = name.split(":").map(Number);
  return { artifactId, seq };
}

function toLists({ otherHash, licenceChanged, unchanged, directKnown, ...lists }: CutComparison) {
  const { added, removed, upgraded, downgraded, changed, newDirect } = lists;
  return {
    otherHash: toList(otherHash, ({ hashes }) => ({ hashes })),
    added: toList(added, () => ({})),
    removed: toList(removed, () => ({})),
    upgraded: toList(upgraded, () => ({})),
    downgraded: toList(downgraded, () => ({})),
    changed: toList(changed, () => ({})),
    licenceChanged: toList(licenceChanged, ({ licences }) => ({ licences })),
    newDirect: toList(newDirect, () => ({})),
    unchanged,
    directKnown,
  };
}

type Row = CutComparison["added"]["data"][number];

function toList<Item extends Row, More>({ total, data }: { total: number; data: Item[] }, more: (item: Item) => More) {
  return { total, data: data.map((item) => ({ ...toDifference(item), ...more(item) })) };
}

function toDifference({ ecosystem, name, from, to }: Row): Difference {
  return { package: { ecosystem, name, purl: (to ?? from)?.purl ?? null }, from, to };
}

function toComparedBuild({ artifactId, kind, artifactName, ref, seq, version, builtAt }: BuildDocumentRow): ComparedBuild {
  return { artifact: { id: artifactId, kind, name: artifactName, ref }, seq, version, builtAt: builtAt.toISOString() };
}
