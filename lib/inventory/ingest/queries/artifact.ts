import type { ClientBase, Pool } from "pg";
import type { BuildRequest } from "@/lib/inventory/upload/schemas";

type Connection = ClientBase | Pool;

/** The artifact's id, or null when there is none of that name. */
export async function selectArtifactId(on: Connection, { service, artifact }: BuildRequest): Promise<number | null> {
  const { rows } = await on.query<{ id: number }>({
    name: "artifact-select",
    text: `select a.id from service s join artifact a on a.service_id = s.id
           where s.slug = $1 and a.kind = $2 and a.name = $3 and a.ref = $4`,
    values: [service.slug, artifact.kind, artifact.name, artifact.ref],
  });
  return rows[0]?.id ?? null;
}

/** Adds the service unless it exists; returns its id, and whether this call added it. */
export async function insertService(on: ClientBase, slug: string, name: string, at: Date): Promise<{ id: number; added: boolean }> {
  const added = await on.query<{ id: number }>({
    name: "service-insert",
    text: "insert into service (slug, name, created_at) values ($1, $2, $3) on conflict (slug) do nothing returning id",
    values: [slug, name, at],
  });
  if (added.rows[0]) return { id: added.rows[0].id, added: true };
  const found = await on.query<{ id: number }>("select id from service where slug = $1", [slug]);
  return { id: found.rows[0]?.id ?? 0, added: false };
}

/** Adds the artifact unless it exists; returns its id, and whether this call added it: then it needs its head row. */
export async function insertArtifact(on: ClientBase, serviceId: number, artifact: BuildRequest["artifact"], at: Date): Promise<{ id: number; added: boolean }> {
  const identity = [serviceId, artifact.kind, artifact.name, artifact.ref];
  const inserted = await on.query<{ id: number }>({
    name: "artifact-insert",
    text: "insert into artifact (service_id, kind, name, ref, created_at) values ($1, $2, $3, $4, $5) on conflict (service_id, kind, name, ref) do nothing returning id",
    values: [...identity, at],
  });
  const id = inserted.rows[0]?.id;
  if (id !== undefined) return { id, added: true };
  const found = await on.query<{ id: number }>("select id from artifact where service_id = $1 and kind = $2 and name = $3 and ref = $4", identity);
  return { id: found.rows[0]?.id ?? 0, added: false };
}

/** The row by which ingest locks and moves the head of a new artifact. */
export async function insertHead(on: ClientBase, artifactId: number): Promise<void> {
  await on.query({
    name: "head-insert",
    text: "insert into artifact_head (artifact_id) values ($1) on conflict (artifact_id) do nothing",
    values: [artifactId],
  });
}

/** How a build without a head before it finds its service: `late` leaves it as it is, `returns` ends a retirement of the artifact. */
export type FirstHead = { late: boolean; returns: boolean };

/** Marks the service as known from `at` on, once, and as shipping again unless the build is a late one. */
export async function markServiceKnown(on: ClientBase, artifactId: number, at: Date, { late, returns }: FirstHead): Promise<void> {
  // A return writes the row in any case: so it waits for a retirement of the service's last other artifact, and the other way round.
  await on.query({
    name: "service-known",
    text: `update service set first_build_at = coalesce(first_build_at, $2), retired_at = case when $3 then retired_at end
           where id = (select service_id from artifact where id = $1) and ($4 or first_build_at is null or (retired_at is not null and not $3))`,
    values: [artifactId, at, late, returns],
  });
}
