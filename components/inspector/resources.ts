import type { ObservedResource } from "@/lib/aws/observations/schemas/rows";
import { visible } from "@/lib/text/visible.mjs";

/** A resource in one line: repository and tag, or the beginning of the digest, or what AWS calls it. */
export function resourceName({ name, tags, digest, key }: Pick<ObservedResource, "name" | "tags" | "digest" | "key">): string {
  if (name === "") return key;
  const [tag] = tags;
  return tag ? `${name}:${tag}` : digest ? `${name}@${digest.slice(0, 19)}` : name;
}

/** Everything of it, for who points at it. */
function titleOf({ name, digest, tags, account, region, scan, running }: ObservedResource): string {
  const lines = [
    digest ? `${name}@${digest}` : name,
    tags.length > 0 ? `tags ${tags.join(", ")}` : null,
    `${account} ${region}`,
    scan === "ACTIVE" ? "scanned" : scan === "INACTIVE" ? "no longer scanned" : null,
    running.length > 0 ? `runs in ${running.join(", ")}` : null,
  ];
  return visible(lines.filter((line) => line !== null).join("\n"));
}

/** What a row says of its resources: the first of them with everything of all for who points at it, how many, and what runs. */
export type SeenIn = { name: string; title: string; total: number; running: readonly string[] };

/** Null: no resource. */
export function seenIn(resources: readonly ObservedResource[], total: number): SeenIn | null {
  const [first] = resources;
  if (!first) return null;
  const running = [...new Set(resources.flatMap((resource) => resource.running))];
  return { name: resourceName(first), title: resources.map(titleOf).join("\n\n"), total, running };
}
