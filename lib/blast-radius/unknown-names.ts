import type { ClientBase } from "pg";
import { type Diagnostic, placeOfFacet } from "@/lib/query";
import { noTeam } from "./queries/filters";
import { selectUnknownNames } from "./queries/unknown-names";
import type { Question } from "./question";

/**
 * A diagnostic for each team and service that the question is narrowed to and that does not exist: a misspelt name must not
 * look like a clean fleet. One that stands beside the text, as a parameter, has an empty place at its end.
 */
export async function unknownNames(client: ClientBase, { text, facets }: Pick<Question, "text" | "facets">): Promise<Diagnostic[]> {
  const teams = facets.teams?.filter((slug) => slug !== noTeam) ?? [];
  const services = facets.services ?? [];
  if (teams.length + services.length === 0) return [];
  const unknown = await selectUnknownNames(client, teams, services);
  return unknown.map(({ facet, slug }) => ({
    code: `${facet}_unknown`,
    message: `No ${facet} is called ${slug}.`,
    ...(placeOfFacet(text, facet, slug) ?? { start: text.length, end: text.length }),
  }));
}
