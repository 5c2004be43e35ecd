import { cn } from "@/components/ui/cn";
import type { BuildRow } from "@/lib/inventory/read/schemas";

/** Where a build runs, whether it is the one that "now" is answered from, and whether its SBOM can be relied on for what it does not name. */
export function BuildTags({ build: { isHead, incomplete, runningIn } }: { build: Pick<BuildRow, "isHead" | "incomplete" | "runningIn"> }) {
  const production = runningIn.filter(({ tier }) => tier === "production");
  const others = runningIn.filter(({ tier }) => tier !== "production");
  return (
    <>
      {production.length > 0 ? <Tag className="border-fg/60 font-medium text-fg">{`running in ${namesOf(production)}`}</Tag> : null}
      {others.length > 0 ? <Tag className="border-line-strong text-muted">{`running in ${namesOf(others)}`}</Tag> : null}
      {isHead ? <Tag className="border-line-strong text-muted">newest</Tag> : null}
      {incomplete ? (
        <Tag className="border-unknown/50 text-unknown" title="Its SBOM lists nothing, was not read in full, or says it is incomplete">
          incomplete
        </Tag>
      ) : null}
    </>
  );
}

/** At most three, so that a row stays a row. */
function namesOf(environments: BuildRow["runningIn"]): string {
  const names = environments.slice(0, 3).map(({ name }) => name);
  return environments.length > 3 ? `${names.join(", ")} and ${environments.length - 3} more` : names.join(", ");
}

function Tag({ className, title, children }: { className: string; title?: string; children: string }) {
  return (
    <span title={title} className={cn("ml-2 inline-block whitespace-nowrap rounded border px-1 font-normal text-2xs", className)}>
      {children}
    </span>
  );
}
