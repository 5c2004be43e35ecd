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
  const filters = conditions("where", [...artifactFilter(facets, parameters), ...serviceFilter(facets, parameters)]);
  const text = `select s.id, s.slug, 0 as reason from artifact_head h join composition c on c.hash = h.composition_hash
      join artifact a on a.id = h.artifact_id join service s on s.id = a.service_id ${filters}
    group by s.id, s.slug having bool_and(coalesce(c.scopes, 0) & ${notShipped} = 0) order by s.slug collate "C"`;
  return ask<Candidate>(client, { what: "without-dev-scope", facets }, text, parameters);
}
