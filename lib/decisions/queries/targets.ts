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

/** What a finding is of, in numbers. */
export type FindingFacts = { place: number; serviceId: number; teamId: number | null; slug: string; packageId: number; ecosystem: string; version: string };

/** The facts of findings whose artifact and package version there are, with their places in the arrays. */
export async function selectFindingFacts(
  client: ClientBase,
  artifactIds: readonly number[],
  packageVersionIds: readonly number[],
): Promise<Map<number, FindingFacts>> {
  const { rows } = await client.query<FindingFacts>({
    name: "decisions-finding-facts",
    text: `select x.place::int - 1 as place, s.id as "serviceId", s.team_id as "teamId", s.slug, k.id as "packageId", k.ecosystem, pv.version
      from unnest($1::int[], $2::int[]) with ordinality as x(artifact_id, version_id, place)
      join artifact a on a.id = x.artifact_id join service s on s.id = a.service_id join package_version pv on pv.id = x.version_id join package k on k.id = pv.package_id`,
    values: [int4Array(artifactIds), int4Array(packageVersionIds)],
  });
  return new Map(rows.map((row) => [row.place, row]));
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
