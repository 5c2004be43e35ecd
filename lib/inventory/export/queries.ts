import type { ClientBase } from "pg";
import { WhereinError } from "@/lib/errors";
import type { StoredParts } from "@/lib/inventory/documents/messages";
import { selectDocument } from "@/lib/inventory/ingest/queries/document";
import { wholeBytesMax } from "@/lib/inventory/limits";
import { type BuildNameRow, buildNameColumns, Parameters } from "@/lib/inventory/read";

const megabyte = 1_048_576;

export type BuildDocumentRow = BuildNameRow & { sizeBytes: number; documentSha256: Buffer };

const columns = `${buildNameColumns}, coalesce(d.size_bytes, 0) as "sizeBytes", b.document_sha256 as "documentSha256"`;

/** Id and name of a service, or null. */
export async function selectServiceName(client: ClientBase, slug: string): Promise<{ id: number; name: string } | null> {
  const result = await client.query<{ id: number; name: string }>("select id, name from service where slug = $1", [slug]);
  return result.rows[0] ?? null;
}

/** Builds of a service, each as `{artifactId, seq}`, in any order; what does not exist is left out. */
export async function selectBuildDocuments(
  client: ClientBase,
  serviceId: number,
  builds: readonly { artifactId: number; seq: number }[],
): Promise<BuildDocumentRow[]> {
  const parameters = new Parameters();
  const ids = parameters.add(builds.map(({ artifactId }) => artifactId));
  const seqs = parameters.add(builds.map(({ seq }) => seq));
  const result = await client.query<BuildDocumentRow>({
    text: `select ${columns} from unnest(${ids}::int[], ${seqs}::int[]) as x(artifact_id, seq)
      join build b on b.artifact_id = x.artifact_id and b.seq = x.seq join artifact a on a.id = b.artifact_id
      join document d on d.sha256 = b.document_sha256 where a.service_id = ${parameters.add(serviceId)}::int`,
    values: parameters.values,
  });
  return result.rows;
}

/** The head builds of all artifacts of a service, by artifact. */
export async function selectHeadDocuments(client: ClientBase, serviceId: number): Promise<BuildDocumentRow[]> {
  const result = await client.query<BuildDocumentRow>(
    `select ${columns} from artifact a join artifact_head h on h.artifact_id = a.id join build b on b.artifact_id = a.id and b.seq = h.head_seq
      join document d on d.sha256 = b.document_sha256 where a.service_id = $1 order by a.kind collate "C", a.name collate "C", a.ref collate "C"`,
    [serviceId],
  );
  return result.rows;
}

/**
 * The document of a build as it is stored. Throws `too_large` (`document_task_memory`) for one that is not to be held in memory, without
 * loading it, and an error of the program's own when it is gone, for a build always has one.
 */
export async function selectStoredParts(client: ClientBase, build: BuildDocumentRow): Promise<StoredParts> {
  if (build.sizeBytes > wholeBytesMax) throw tooLarge(build);
  const parts = await selectDocument(client, build.documentSha256);
  if (parts === null) throw new Error(`the document ${build.documentSha256.toString("hex")} of a build is not stored`);
  return parts;
}

function tooLarge({ artifactName, ref, seq, sizeBytes, documentSha256 }: BuildDocumentRow): WhereinError {
  const detail = [
    `The SBOM of ${artifactName} (${ref}), build ${seq}, has ${Math.ceil(sizeBytes / megabyte)} MiB.`,
    `Exports and comparisons are made from SBOMs of at most ${wholeBytesMax / megabyte} MiB, so that they cannot take the memory that others need.`,
    "Nothing of it is missing from the inventory: questions are answered from it, its packages are in the list of the service's components, and what came and went with it is on the build's page.",
    `The file as it was received: /api/v1/documents/${documentSha256.toString("hex")}.`,
  ];
  return new WhereinError("too_large", detail.join(" "), { reason: "document_task_memory" });
}
