import type { ClientBase } from "pg";
import { conditions, Parameters } from "@/lib/inventory/read";
import { componentScopes } from "@/lib/sbom/model";
import type { Candidate } from "./candidates";
import { artifactFilter, type Facets, serviceFilter } from "./filters";
import { ask } from "./kept-plans";

const notShipped = componentScopes.reduce((bits, scope, place) => (scope === "dev" || scope === "test" || scope === "build" ? bits | (1 << place) : bits), 0);

/** Services none of whose newest SBOMs lists a component for development, tests or the build: what ran while it was built is not known. By slug. */
export async function selectWithoutDevScope(client: ClientBase, facets: Facets): Promise<Candidate[]> {
  const parameters = new Parameters();
  const ofServices = serviceFilter(facets, parameters);
  const joinService = ofServices.some((part) => part !== null) ? "join service s on s.id = a.service_id" : "";
  const filters = conditions("where", [...artifactFilter(facets, parameters), ...ofServices]);
  // Slugs are looked up last: to group ten thousand artifacts by them costs as much as all else.
  const text = `select s.id, s.slug, 0 as reason from (
      select a.service_id from artifact_head h join composition c on c.hash = h.composition_hash join artifact a on a.id = h.artifact_id ${joinService} ${filters}
      group by a.service_id having bool_and(coalesce(c.scopes, 0) & ${notShipped} = 0)) bare
    join service s on s.id = bare.service_id order by s.slug collate "C"`;
  return ask<Candidate>(client, { what: "without-dev-scope", facets }, text, parameters);
}
