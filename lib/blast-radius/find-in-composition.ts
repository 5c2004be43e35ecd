import type { ClientBase } from "pg";
import { WhereinError } from "@/lib/errors";
import { decodeComposition, type StoredComposition } from "@/lib/inventory/composition-codec";
import type { ExplainPresence } from "./explain-schemas";
import { type BuildOfPresence, selectBuildComposition } from "./queries/paths";

/** A build's composition, and the place in it of a package version. Throws `not_found` for no such build, and for one that does not hold it. */
export async function findInComposition(
  client: ClientBase,
  { artifact, packageVersion, build: seq }: ExplainPresence,
): Promise<{ build: BuildOfPresence; composition: StoredComposition; target: number }> {
  const build = await selectBuildComposition(client, artifact, seq ?? null);
  if (!build) throw new WhereinError("not_found", "There is no such build of this artifact.", { reason: "build_not_found" });
  const composition = decodeComposition(build.graph);
  const target = composition.packageVersionIds.indexOf(packageVersion);
  if (target < 0) throw new WhereinError("not_found", "This build does not hold the package version.", { reason: "presence_not_found" });
  return { build, composition, target };
}
