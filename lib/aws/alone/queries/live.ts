import { isStanding, reportedPlaces, stateAt, statePlace } from "@/lib/aws/observations/queries/parts";
import { conditions } from "@/lib/inventory/read";

type Part = string | null;

/** The columns of a row of what only Inspector reports; the first three are its key. */
export const aloneColumns = ["artifact_id", "package_version_id", "vulnerability_id", "opened_at", "closed_at", "close_reason", "advisory_ids"] as const;

const place = `min(${statePlace("o.state")})`;

/**
 * SQL of what only Inspector reports, by observations and findings as they are: a row for each package version and vulnerability in an artifact. What it closed
 * where that is no fix has when and how.
 * @param about conditions on `observation o`
 */
export function aloneNow(about: readonly Part[]): string {
  return `select o.artifact_id, o.package_version_id, i.vulnerability_id, min(o.opened_at) as opened_at,
      case when ${place} > ${reportedPlaces} then max(coalesce(o.closed_at, o.opened_at)) end as closed_at,
      case when ${place} > ${reportedPlaces} then ${stateAt(place)} end as close_reason, array_agg(o.advisory_id order by o.advisory_id) as advisory_ids
    from observation o join advisory i on i.id = o.advisory_id
    where not exists (select from finding n where n.artifact_id = o.artifact_id and n.package_version_id = o.package_version_id
      and n.vulnerability_id = i.vulnerability_id and n.closed_at is null) ${conditions("and", about)}
    group by 1, 2, 3`;
}

/** The same of what stands: what is kept. */
export const standingAlone = (about: readonly Part[]) => aloneNow([isStanding("o"), ...about]);
