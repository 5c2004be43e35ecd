import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { PlacedRow } from "./list";
import { afterPlace, orderOf, type Place, placeColumns } from "./order";

type Answer = { page: PlacedRow[]; rows: number; named: number };

/** One page of the vulnerabilities that affect, or may affect, a version of a package, how many they are, and how many name the package. */
export async function selectPackageVulnerabilities(client: ClientBase, packageId: number, limit: number, after: Place | null): Promise<Answer> {
  const parameters = new Parameters();
  const id = `${parameters.add(packageId)}::int`;
  const { rows } = await client.query<Answer>({
    text: `with matched as materialized (
        select distinct m.vulnerability_id as id from package_version pv join match m on m.package_version_id = pv.id where pv.package_id = ${id}),
      x as materialized (select v.id, v.kind, v.severity_rank, v.kev_added_on is not null as kev, v.epss, v.withdrawn_at, v.modified_at from matched join vulnerability v using (id)),
      called as (select ${id} as id union select advisory_package_id from package_version where package_id = ${id} and advisory_package_id is not null)
      select coalesce((select json_agg(p) from (select x.id, ${placeColumns} from x ${conditions("where", [afterPlace(after, parameters)])}
          order by ${orderOf("priority")} limit ${parameters.add(limit + 1)}::int) p), '[]') as page,
        (select count(*)::int from x) as rows,
        (select count(*)::int from (select a.vulnerability_id from advisory a where a.withdrawn_at is null and a.id in (
            select advisory_id from affected_range where package_id in (select id from called)
            union select advisory_id from affected_version where package_id in (select id from called))
          except select id from matched) n) as named`,
    values: parameters.values,
  });
  return rows[0] ?? { page: [], rows: 0, named: 0 };
}

export type MatchedVersionRow = {
  rowId: number;
  packageVersionId: number;
  version: string;
  release: string;
  state: "affected" | "undetermined";
  held: boolean;
  fixed: string[];
};

/** The versions of a package that vulnerabilities affect or may affect, newest first. */
export async function selectMatchedVersions(client: ClientBase, packageId: number, ids: readonly number[]): Promise<MatchedVersionRow[]> {
  const { rows } = await client.query<MatchedVersionRow>({
    name: "vulnerability-package-versions",
    text: `select g.vulnerability_id as "rowId", pv.id as "packageVersionId", pv.version, pv.release, g.state, g.fixed,
        exists (select from presence p where p.package_version_id = pv.id and p.to_seq is null) as held
      from (select m.vulnerability_id, m.package_version_id, min(m.state) as state, coalesce(array_agg(distinct m.fixed) filter (where m.fixed is not null), '{}') as fixed
            from package_version v join match m on m.package_version_id = v.id where v.package_id = $1 and m.vulnerability_id = any($2::int[]) group by 1, 2) g
      join package_version pv on pv.id = g.package_version_id
      order by pv.version_key desc nulls last, pv.version collate "C" desc, pv.release`,
    values: [packageId, int4Array(ids)],
  });
  return rows;
}
