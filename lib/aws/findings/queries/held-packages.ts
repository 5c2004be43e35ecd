import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import type { Triple } from "./observations";

// Not named: a plan kept from an empty database would read whole tables.

/**
 * Inspector knows the major release of an RPM distro and SBOMs often more (`redhat-9`, `rhel-9.4`), so that one installed package would be two package
 * versions. Within one image a name and a whole version are one package: rows of findings are given the package version that the image's SBOM has.
 */
const sqlOf = (which: string) => `
  with said as materialized (
    select p.finding_id, p.n, f.resource_id, f.advisory_id, p.package_version_id as said_id, k.leaf, v.version
      from inspector_finding f join inspector_package p on p.finding_id = f.id
      join package_version v on v.id = p.package_version_id join package k on k.id = v.package_id
     where ${which} and k.ecosystem = 'rpm'),
  held as materialized (
    select m.resource_id, k.leaf, v.version, array_agg(v.id order by (p.to_seq is null) desc, v.id) as ids
      from aws_resource_artifact m join presence p on p.artifact_id = m.artifact_id
      join package_version v on v.id = p.package_version_id join package k on k.id = v.package_id
     where m.resource_id = any(array(select distinct resource_id from said)) and k.ecosystem = 'rpm' group by 1, 2, 3),
  moved as (
    update inspector_package p set package_version_id = h.ids[1] from said s join held h using (resource_id, leaf, version)
     where p.finding_id = s.finding_id and p.n = s.n and not h.ids @> array[s.said_id]
    returning s.resource_id, s.advisory_id, s.said_id, h.ids[1] as held_id)
  select distinct m.resource_id as "resourceId", m.advisory_id as "advisoryId", each as "packageVersionId"
    from moved m cross join unnest(array[m.said_id, m.held_id]) as each where m.advisory_id is not null`;

const sqlOfFindings = sqlOf("f.id = any($1::int4[])");
const sqlOfResources = sqlOf("f.resource_id = any($1::int4[])");

/** Gives RPM packages of these findings, or of all findings of these resources, the ids that the SBOMs of their artifacts have; returns what they were about and are. */
export async function alignWithHeld(on: ClientBase, of: { findingIds: readonly number[] } | { resourceIds: readonly number[] }): Promise<Triple[]> {
  const [text, ids] = "findingIds" in of ? [sqlOfFindings, of.findingIds] : [sqlOfResources, of.resourceIds];
  if (ids.length === 0) return [];
  const { rows } = await on.query<Triple>(text, [int4Array(ids)]);
  return rows;
}
