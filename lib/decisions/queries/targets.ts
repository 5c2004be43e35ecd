import type { ClientBase } from "pg";
import { int4Array, textArray } from "@/lib/db/binary-arrays";

/** Which vulnerability each name means, of names in upper case; those that none has are left out. */
export async function selectVulnerabilities(client: ClientBase, names: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; id: number }>({
    name: "decisions-vulnerabilities",
    text: "select name, vulnerability_id as id from vulnerability_alias where name = any($1::text[])",
    values: [textArray(names)],
  });
  return new Map(rows.map(({ name, id }) => [name, id]));
}

/** Every name of each vulnerability. */
export async function selectNames(client: ClientBase, vulnerabilityIds: readonly number[]): Promise<Map<number, string[]>> {
  const { rows } = await client.query<{ id: number; names: string[] }>({
    name: "decisions-names",
    text: `select vulnerability_id as id, array_agg(name order by name) as names from vulnerability_alias
      where vulnerability_id = any($1::int[]) group by vulnerability_id`,
    values: [int4Array(vulnerabilityIds)],
  });
  return new Map(rows.map(({ id, names }) => [id, names]));
}

/** Whose an artifact is. */
export type ArtifactFacts = { id: number; serviceId: number; teamId: number | null; slug: string };

/** The facts of those artifacts that there are, by their ids. */
export async function selectArtifactFacts(client: ClientBase, ids: readonly number[]): Promise<Map<number, ArtifactFacts>> {
  const { rows } = await client.query<ArtifactFacts>({
    name: "decisions-artifact-facts",
    text: `select a.id, s.id as "serviceId", s.team_id as "teamId", s.slug from artifact a join service s on s.id = a.service_id where a.id = any($1::int[])`,
    values: [int4Array(ids)],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Of what package a version is. */
export type VersionFacts = { id: number; packageId: number; ecosystem: string; version: string };

/** The facts of those package versions that there are, by their ids. */
export async function selectVersionFacts(client: ClientBase, ids: readonly number[]): Promise<Map<number, VersionFacts>> {
  const { rows } = await client.query<VersionFacts>({
    name: "decisions-version-facts",
    text: `select pv.id, k.id as "packageId", k.ecosystem, pv.version from package_version pv join package k on k.id = pv.package_id where pv.id = any($1::int[])`,
    values: [int4Array(ids)],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** The ids of packages, by `ecosystem name`; also of those that no SBOM names so far. */
export async function selectPackageIds(client: ClientBase, packages: readonly { ecosystem: string; name: string }[]): Promise<Map<string, number>> {
  const { rows } = await client.query<{ ecosystem: string; name: string; id: number }>({
    name: "decisions-packages",
    text: `select k.id, k.ecosystem, k.name from unnest($1::text[], $2::text[]) as x(ecosystem, name) join package k on k.ecosystem = x.ecosystem and k.name = x.name`,
    values: [textArray(packages.map(({ ecosystem }) => ecosystem)), textArray(packages.map(({ name }) => name))],
  });
  return new Map(rows.map(({ ecosystem, name, id }) => [`${ecosystem} ${name}`, id]));
}

/** Ids by the texts that name them. */
export type Ids = ReadonlyMap<string, number>;

export async function selectIdsOfSlugs(client: ClientBase, of: "service" | "team", slugs: readonly string[]): Promise<Ids> {
  const { rows } = await client.query<{ slug: string; id: number }>({
    name: `decisions-${of}-slugs`,
    text: of === "service" ? "select slug, id from service where slug = any($1::text[])" : "select slug, id from team where slug = any($1::text[])",
    values: [textArray(slugs)],
  });
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}

/** Those of the ids that artifacts have, by their text. */
export async function selectArtifacts(client: ClientBase, ids: readonly number[]): Promise<Ids> {
  const { rows } = await client.query<{ id: number }>({
    name: "decisions-artifacts",
    text: "select id from artifact where id = any($1::int[])",
    values: [int4Array(ids)],
  });
  return new Map(rows.map(({ id }) => [String(id), id]));
}
