import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { inSnapshot } from "@/lib/inventory/read";
import { purlOf } from "@/lib/purl";
import { shortestPaths } from "@/lib/sbom";
import { explainPresenceSchema, type PathNode, type PresencePaths, pathsMax } from "./explain-schemas";
import { findInComposition } from "./find-in-composition";
import { type NodeRow, selectNodes } from "./queries/paths";
import { toTextTree } from "./text-tree";

/**
 * Why a package version is in a build: the shortest paths to it, from the stored composition. No paths when the document
 * has no graph or none that reaches it. Throws `not_found` when the build does not hold it.
 */
export async function explainPresence({ ctx, input }: Verb<z.input<typeof explainPresenceSchema>>): Promise<PresencePaths> {
  requireScope(ctx, "inventory:read");
  const asked = explainPresenceSchema.parse(input);
  const { packageVersion } = asked;
  return inSnapshot(async (client) => {
    const { build, composition, target } = await findInComposition(client, asked);
    const found = shortestPaths(composition, target, { pathsMax: pathsMax + 1 });
    const idPaths = found.slice(0, pathsMax).map((path) => path.map((index) => composition.packageVersionIds[index] ?? 0));
    const nodes = new Map((await selectNodes(client, [...new Set([packageVersion, ...idPaths.flat()])])).map((row) => [row.id, toPathNode(row)]));
    const paths = idPaths.map((path) => path.flatMap((id) => nodes.get(id) ?? []));
    const targetNode = nodes.get(packageVersion);
    if (!targetNode) throw new WhereinError("not_found", "There is no such package version.", { reason: "package_version_not_found" });
    return {
      service: { slug: build.slug, name: build.serviceName },
      artifact: { id: build.artifactId, kind: build.kind, name: build.artifactName, ref: build.ref },
      build: { seq: build.seq, version: build.version, builtAt: build.builtAt.toISOString() },
      target: targetNode,
      paths,
      truncated: found.length > pathsMax,
      rootAssumed: composition.directAssumed,
      text: toTextTree(paths),
    };
  });
}

export function toPathNode({ id, ecosystem, name, version, release }: NodeRow): PathNode {
  return { packageVersionId: id, ecosystem, name, version, purl: purlOf({ ecosystem, name, version, release }) };
}
