import { VisibleText } from "@/components/ui/visible-text";
import type { AffectedRow } from "@/lib/blast-radius/schemas";
import { visible } from "@/lib/text/visible.mjs";

type ReachedThroughProps = {
  row: Pick<AffectedRow, "direct" | "via" | "depth" | "package">;
  /** Write the package at the end of the way; not where it has a column of its own. */
  toPackage?: boolean;
};

/** Direct, the artifact itself, or the direct dependency that brings it and how many steps lie between. */
export function ReachedThrough({ row, toPackage = false }: ReachedThroughProps) {
  if (row.package === null) return <span className="text-muted">the artifact itself</span>;
  if (row.direct) return <span className="text-muted">direct</span>;
  const [first] = row.via;
  if (!first) return <span className="text-muted">{row.depth === null ? "no path in the SBOM" : "through another"}</span>;
  const between = (row.depth ?? 2) - 2;
  return (
    <span
      className="flex min-w-0 max-md:inline-flex max-md:max-w-[calc(100%-4.5rem)] max-md:align-bottom"
      title={row.via.map((entry) => visible(`${entry.name} ${entry.version ?? ""}`)).join("\n")}
    >
      <span className="truncate">
        <VisibleText text={`${first.name} ${first.version ?? ""}`.trim()} />
      </span>
      <span className="max-w-[55%] shrink-0 truncate whitespace-pre text-muted">
        {between > 0 ? ` → ${between}${toPackage ? "" : " more"}` : ""}
        {toPackage ? (
          <>
            {" → "}
            <VisibleText text={row.package.name.split(/[/:]/).at(-1) ?? ""} />
          </>
        ) : null}
        {row.via.length > 1 ? ` +${row.via.length - 1}` : ""}
      </span>
    </span>
  );
}
