import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import type { StoredParts } from "@/lib/inventory/documents/messages";
import { inSnapshot, serviceNotFound } from "@/lib/inventory/read";
import { type ExportFile, exportFile } from "./export-file";
import { selectHeadDocuments, selectServiceName, selectStoredParts } from "./queries";
import { exportServiceSchema } from "./schemas";

/** The most bytes of documents that are read for one export. */
export const exportBytesMax = 128 * 1024 * 1024;

/**
 * What a service holds now as one document: its root is the service, its direct components are what the head builds of its
 * artifacts are about. Throws `not_found`, `conflict` with `service_without_builds`, and `too_large` with `export_too_large`.
 */
export async function exportService({ ctx, input }: Verb<z.input<typeof exportServiceSchema>>): Promise<ExportFile> {
  requireScope(ctx, "inventory:read");
  const { slug, format, specVersion } = exportServiceSchema.parse(input);
  const { service, builds, documents } = await inSnapshot(async (client) => {
    const service = await selectServiceName(client, slug);
    if (service === null) throw serviceNotFound(slug);
    const builds = await selectHeadDocuments(client, service.id);
    if (builds.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > exportBytesMax) {
      throw new WhereinError("too_large", "The documents of this service are too large for one file. Export its builds one by one.", {
        reason: "export_too_large",
      });
    }
    const documents: StoredParts[] = [];
    for (const build of builds) documents.push(await selectStoredParts(client, build));
    return { service, builds, documents };
  });
  const newest = builds.map(({ builtAt }) => builtAt).sort((a, b) => b.getTime() - a.getTime())[0];
  if (newest === undefined) {
    throw new WhereinError("conflict", `The service "${slug}" has no build to export: none was uploaded, or its artifacts are retired.`, {
      reason: "service_without_builds",
    });
  }
  return exportFile({
    documents,
    subjects: builds.map(({ artifactName, version }) => ({ name: artifactName, version })),
    mergedName: service.name,
    builtAt: newest,
    format,
    specVersion,
    name: slug,
  });
}
