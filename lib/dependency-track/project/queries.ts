import type { ClientBase, Pool } from "pg";

/** An artifact as a project, with its newest build, or with the build of the version that was asked for. */
export type ProjectRow = {
  artifactId: number;
  service: string;
  serviceName: string;
  kind: string;
  name: string;
  ref: string;
  version: string | null;
  builtAt: Date | null;
  format: string | null;
  specVersion: string | null;
};

const identity = `a.id as "artifactId", s.slug as service, s.name as "serviceName", a.kind, a.name, a.ref`;
const built = `b.version, b.built_at as "builtAt", coalesce(d.format, r.format) as format, coalesce(d.spec_version, r.spec_version) as "specVersion"`;
const documents = "left join document d on d.sha256 = b.document_sha256 left join document r on r.sha256 = d.body_of";
const heads = `join artifact_head h on h.artifact_id = a.id left join build b on b.artifact_id = a.id and b.seq = h.head_seq ${documents}`;

/** The project with this artifact, or null. */
export async function selectProject(on: ClientBase | Pool, artifactId: number): Promise<ProjectRow | null> {
  const { rows } = await on.query<ProjectRow>({
    name: "project-select",
    text: `select ${identity}, ${built} from artifact a join service s on s.id = a.service_id ${heads} where a.id = $1`,
    values: [artifactId],
  });
  return rows[0] ?? null;
}

/** The project with this name and a build of this version (null: any), newest build first, or null. */
export async function selectProjectVersion(on: ClientBase | Pool, service: string, name: string, version: string | null): Promise<ProjectRow | null> {
  const { rows } = await on.query<ProjectRow>({
    name: "project-version",
    text: `select ${identity}, ${built} from service s join artifact a on a.service_id = s.id join build b on b.artifact_id = a.id ${documents}
           where s.slug = $1 and a.name = $2 and ($3::text is null or b.version = $3) order by b.built_at desc, b.seq desc limit 1`,
    values: [service, name, version],
  });
  return rows[0] ?? null;
}

/** The kind of the artifact with this name and ref; an application if there are several kinds; null if there is none. */
export async function selectKind(on: ClientBase | Pool, service: string, name: string, ref: string): Promise<string | null> {
  const { rows } = await on.query<{ kind: string }>({
    name: "project-kind",
    text: `select a.kind from service s join artifact a on a.service_id = s.id where s.slug = $1 and a.name = $2 and a.ref = $3
           order by a.kind <> 'application', a.id limit 1`,
    values: [service, name, ref],
  });
  return rows[0]?.kind ?? null;
}

/** Projects by name, and how many there are. */
export async function selectProjects(
  on: ClientBase | Pool,
  name: string | null,
  limit: number,
  offset: number,
): Promise<{ total: number; rows: ProjectRow[] }> {
  const { rows: counted } = await on.query<{ total: number }>({
    text: "select count(*)::int as total from artifact a where $1::text is null or a.name = $1",
    values: [name],
  });
  const { rows } = await on.query<ProjectRow>({
    text: `select ${identity}, ${built} from artifact a join service s on s.id = a.service_id ${heads} where $1::text is null or a.name = $1
           order by a.name collate "C", a.id limit $2 offset $3`,
    values: [name, limit, offset],
  });
  return { total: counted[0]?.total ?? 0, rows };
}
