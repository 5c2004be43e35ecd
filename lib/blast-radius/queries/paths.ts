import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { type BuildNameRow, buildNameColumns } from "@/lib/inventory/read";

export type BuildOfPresence = BuildNameRow & { slug: string; serviceName: string; graph: Buffer };

/** A build of an artifact (its head when no number is given) with its stored composition, or null. */
export async function selectBuildComposition(client: ClientBase, artifactId: number, seq: number | null): Promise<BuildOfPresence | null> {
  const result = await client.query<BuildOfPresence>({
    name: "blast-radius-composition",
    text: `select s.slug, s.name as "serviceName", ${buildNameColumns}, c.graph
      from artifact a join service s on s.id = a.service_id join artifact_head h on h.artifact_id = a.id
      join build b on b.artifact_id = a.id and b.seq = coalesce($2::int, h.head_seq)
      join composition c on c.hash = b.composition_hash where a.id = $1`,
    values: [artifactId, seq],
  });
  return result.rows[0] ?? null;
}

export type NodeRow = { id: number; ecosystem: string; name: string; version: string; release: string };

/** The names of package versions. */
export async function selectNodes(client: ClientBase, ids: readonly number[]): Promise<NodeRow[]> {
  const result = await client.query<NodeRow>({
    name: "blast-radius-nodes",
    text: "select v.id, k.ecosystem, k.name, v.version, v.release from package_version v join package k on k.id = v.package_id where v.id = any($1::int[])",
    values: [int4Array(ids)],
  });
  return result.rows;
}
