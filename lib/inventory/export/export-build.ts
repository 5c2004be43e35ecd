import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { buildNotFound, inSnapshot, serviceNotFound } from "@/lib/inventory/read";
import { type ExportFile, exportFile } from "./export-file";
import { selectBuildDocuments, selectServiceName, selectStoredParts } from "./queries";
import { exportBuildSchema } from "./schemas";

/**
 * One build as a document of another format; where its SBOM names no subject, the service is it. Throws `not_found`, and `invalid` for a
 * version that the format does not have.
 */
export async function exportBuild({ ctx, input }: Verb<z.input<typeof exportBuildSchema>>): Promise<ExportFile> {
  requireScope(ctx, "inventory:read");
  const { slug, artifactId, seq, format, specVersion } = exportBuildSchema.parse(input);
  const { service, build, document } = await inSnapshot(async (client) => {
    const service = await selectServiceName(client, slug);
    if (service === null) throw serviceNotFound(slug);
    const [build] = await selectBuildDocuments(client, service.id, [{ artifactId, seq }]);
    if (build === undefined) throw buildNotFound(slug);
    return { service, build, document: await selectStoredParts(client, build) };
  });
  return exportFile({
    documents: [document],
    subjects: [{ name: service.name, version: build.version }],
    mergedName: null,
    builtAt: build.builtAt,
    format,
    specVersion,
    name: [slug, build.artifactName, build.ref, `build-${seq}`].join("-"),
  });
}
