import type { ClientBase } from "pg";
import type { StoredParts } from "@/lib/inventory/documents/messages";
import { Parameters } from "@/lib/inventory/read";

export type BuildDocumentRow = {
  artifactId: number;
  kind: string;
  artifactName: string;
  ref: string;
  seq: number;
  version: string | null;
  builtAt: Date;
  sizeBytes: number;
  documentSha256: Buffer;
};

const columns = `a.id as "artifactId", a.kind, a.name as "artifactName", a.ref, b.seq, b.version, b.built_at as "builtAt",
  coalesce(d.size_bytes, 0) as "sizeBytes", b.document_sha256 as "documentSha256"`;

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

/** A document as it is stored; throws when it is gone, for a build always has one. */
export async function selectStoredParts(client: ClientBase, sha256: Buffer): Promise<StoredParts> {
  const result = await client.query<StoredParts>({
    name: "inventory-stored-parts",
    text: `select d.head, b.encoding, b.bytes from document d join document_body b on b.sha256 = coalesce(d.body_of, d.sha256) where d.sha256 = $1`,
    values: [sha256],
  });
  const row = result.rows[0];
  if (row === undefined) throw new Error(`the document ${sha256.toString("hex")} of a build is not stored`);
  return row;
}
