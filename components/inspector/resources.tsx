import { Rocket } from "lucide-react";
import Link from "next/link";
import { count, plural } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import type { ObservationRow, ObservedResource } from "@/lib/aws/observations/schemas/rows";
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

/** What Inspector's findings are about: the first of them, how many, where it runs, and the way to all. */
export function Resources({ row, href }: { row: Pick<ObservationRow, "resources" | "resourcesTotal">; href: string }) {
  const [first] = row.resources;
  if (!first) return <span className="text-muted">no resource</span>;
  const running = [...new Set(row.resources.flatMap((resource) => resource.running))];
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link href={href} prefetch={false} className="link min-w-24 truncate" title={row.resources.map(titleOf).join("\n\n")}>
        <VisibleText text={resourceName(first)} />
      </Link>
      {row.resourcesTotal > 1 ? (
        <span className="shrink-0 text-muted text-xs" title={plural(row.resourcesTotal, "resource")}>
          +{count(row.resourcesTotal - 1)}
        </span>
      ) : null}
      {running.length > 0 ? (
        <span title={visible(`Runs in ${running.join(", ")}`)} className="inline-flex min-w-0 items-center gap-1 font-medium text-affected text-xs">
          <Rocket aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">
            <VisibleText text={running[0] ?? ""} />
          </span>
          {running.length > 1 ? ` +${running.length - 1}` : ""}
        </span>
      ) : null}
    </span>
  );
}
