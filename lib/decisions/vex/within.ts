import type { ClientBase } from "pg";
import { WhereinError } from "@/lib/errors";
import { selectArtifacts, selectIdsOfSlugs } from "../queries/targets";
import type { DecisionScope } from "../words";
import type { Within } from "./queries/resolve";

/** The scope that somebody names. Throws `not_found` for a service, team or artifact that there is not. */
export async function withinOf(
  client: ClientBase,
  given: { scope: DecisionScope; slug?: string | undefined; artifactId?: number | undefined },
): Promise<Within> {
  const { scope, slug = "", artifactId } = given;
  if (scope === "everywhere") return { scope, scopeId: null };
  const name = scope === "artifact" ? String(artifactId) : slug;
  const found = scope === "artifact" ? await selectArtifacts(client, [artifactId ?? 0]) : await selectIdsOfSlugs(client, scope, [slug]);
  const scopeId = found.get(name);
  if (scopeId === undefined) throw new WhereinError("not_found", `There is no ${scope} "${name}".`, { reason: `${scope}_not_found` });
  return { scope, scopeId };
}
