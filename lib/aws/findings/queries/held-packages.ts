import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import type { Triple } from "./observations";

/** Why a row names no package version although its artifact does. */
export const groupMissing = "maven_group_missing";

// Not named: a plan kept from an empty database would read whole tables.

/**
 * Inspector knows the major release of an RPM distro and SBOMs often more (`redhat-9`, `rhel-9.4`), so that one installed package would be two package
 * versions; and of a jar it may know the artifact without the group (`log4j-core`), which names nothing. Within one image a name and a whole version are one
 * package: rows of findings are given the package version that the image's SBOM has. A jar is left alone where artifacts of two groups could be meant.
 */
const sqlOf = (which: string) => `
  with said as materialized (
    select p.finding_id, p.n, f.resource_id, f.advisory_id, p.package_version_id as said_id, k.ecosystem, k.leaf, v.version
      from inspector_finding f join inspector_package p on p.finding_id = f.id
      join package_version v on v.id = p.package_version_id join package k on k.id = v.package_id
     where ${which} and k.ecosystem = 'rpm'
    union all
    select p.finding_id, p.n, f.resource_id, f.advisory_id, null, 'maven', lower(p.name), p.version
      from inspector_finding f join inspector_package p on p.finding_id = f.id
     where ${which} and p.package_version_id is null and p.unmapped = '${groupMissing}'),
  shipped as materialized (
    select m.resource_id, k.ecosystem, k.leaf, k.name, v.version, v.id, bool_or(p.to_seq is null) as is_head
      from aws_resource_artifact m join presence p on p.artifact_id = m.artifact_id
      join package_version v on v.id = p.package_version_id join package k on k.id = v.package_id
     where m.resource_id = any(array(select distinct resource_id from said)) and k.ecosystem = any(array(select distinct ecosystem from said)) group by 1, 2, 3, 4, 5, 6),
  held as materialized (
    select resource_id, ecosystem, leaf, version, array_agg(id order by is_head desc, id) as ids, count(distinct name) as names from shipped group by 1, 2, 3, 4
    union all
    select resource_id, ecosystem, lower(replace(name, ':', '.')), version, array_agg(id order by is_head desc, id), count(distinct name) from shipped
     where ecosystem = 'maven' and name like '%:%' group by 1, 2, 3, 4),
  moved as (
    update inspector_package p set package_version_id = h.ids[1], unmapped = null from said s join held h using (resource_id, ecosystem, leaf, version)
     where p.finding_id = s.finding_id and p.n = s.n and (case when s.said_id is null then h.names = 1 else not h.ids @> array[s.said_id] end)
    returning s.finding_id, s.resource_id, s.advisory_id, s.said_id, h.ids[1] as held_id)
  select distinct r.id as "resourceId", m.advisory_id as "advisoryId", each as "packageVersionId"
    from moved m cross join lateral (select m.resource_id as id union all select resource_id from inspector_further where finding_id = m.finding_id) r cross join unnest(array[m.said_id, m.held_id]) as each where m.advisory_id is not null and each is not null`;

const sqlOfFindings = sqlOf("f.id = any($1::int4[])");
const sqlOfResources = sqlOf("f.resource_id = any($1::int4[])");

/** Gives RPM packages and jars without a group of these findings, or of all findings of these resources, the ids that the SBOMs of their artifacts have; returns what they were about and are. */
export async function alignWithHeld(on: ClientBase, of: { findingIds: readonly number[] } | { resourceIds: readonly number[] }): Promise<Triple[]> {
  const [text, ids] = "findingIds" in of ? [sqlOfFindings, of.findingIds] : [sqlOfResources, of.resourceIds];
  if (ids.length === 0) return [];
  const { rows } = await on.query<Triple>(text, [int4Array(ids)]);
  return rows;
}
