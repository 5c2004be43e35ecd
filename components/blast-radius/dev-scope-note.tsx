import Link from "next/link";
import { plural } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import { serviceHref } from "@/components/urls";
import type { BlastRadius } from "@/lib/blast-radius/schemas";

/** Malware runs where it is installed: services whose SBOMs leave out what their CI installs, so that nothing is known of it. */
export function DevScopeNote({ scope }: { scope: BlastRadius["withoutDevScope"] }) {
  if (scope === null || scope.services === 0) return null;
  const rest = scope.services - scope.data.length;
  return (
    <details className="mt-1 text-muted">
      <summary className="w-fit">
        <span className="text-unknown">
          {plural(scope.services, "service")} {scope.services === 1 ? "lists" : "list"} nothing for development, tests or the build
        </span>
        : what their CI installed is not known.
      </summary>
      <p className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5 pl-4">
        {scope.data.map(({ service, team }) => (
          <span key={service.slug}>
            <Link prefetch={false} href={serviceHref(service.slug)} className="link">
              <VisibleText text={service.name} />
            </Link>
            {team ? (
              <>
                {" "}
                <VisibleText text={team.name} />
              </>
            ) : null}
          </span>
        ))}
        {rest > 0 ? <span>and {plural(rest, "more", "more")}</span> : null}
      </p>
    </details>
  );
}
