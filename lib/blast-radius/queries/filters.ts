import { conditions, type Parameters } from "@/lib/inventory/read";

/** The facets of a question. Team, service, kind and ref say which services are asked about; scope and direct which rows. */
export type Facets = {
  teams: readonly string[] | null;
  services: readonly string[] | null;
  kinds: readonly string[] | null;
  refs: readonly string[] | null;
  /** Indices into `componentScopes`. */
  scopes: readonly number[] | null;
  direct: boolean | null;
};

/** The facet value that means services without a team. */
export const noTeam = "none";

/** Conditions on `service s` for the services that are asked about. */
export function serviceFilter(facets: Facets, parameters: Parameters): (string | null)[] {
  return [teamFilter(facets.teams, parameters), facets.services && `s.slug = any(${parameters.add(facets.services)}::text[])`];
}

/** Conditions on `artifact a`. */
export function artifactFilter(facets: Facets, parameters: Parameters): (string | null)[] {
  return [facets.kinds && `a.kind = any(${parameters.add(facets.kinds)}::text[])`, facets.refs && `a.ref = any(${parameters.add(facets.refs)}::text[])`];
}

/** Conditions on `presence p`. */
export function presenceFilter(facets: Facets, parameters: Parameters): (string | null)[] {
  return [
    facets.scopes && `p.scope = any(${parameters.add(facets.scopes)}::int[])`,
    facets.direct === null ? null : `p.direct = ${parameters.add(facets.direct)}::boolean`,
  ];
}

/** The condition that `service s` has an artifact that is asked about; null when every service is. */
export function hasArtifact(facets: Facets, parameters: Parameters): string | null {
  const parts = artifactFilter(facets, parameters).filter((part) => part !== null);
  return parts.length === 0 ? null : `exists (select from artifact a where a.service_id = s.id ${conditions("and", parts)})`;
}

function teamFilter(teams: readonly string[] | null, parameters: Parameters): string | null {
  if (!teams) return null;
  const ids = `s.team_id in (select id from team where slug = any(${parameters.add(teams)}::text[]))`;
  return teams.includes(noTeam) ? `(s.team_id is null or ${ids})` : ids;
}
