import Link from "next/link";
import { RunLink } from "@/components/blast-radius/run-link";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { buildHref } from "@/components/urls";
import type { Incident } from "@/lib/incidents/schemas";

/** Builds of the window whose SBOM lists any of it: what their CI runs could read may be in other hands. */
export function IncidentBuilds({ builds, hasWindow }: { builds: Incident["builds"]; hasWindow: boolean }) {
  if (!hasWindow) return <p className="text-muted">The incident has no window. Give it one to see which CI runs built with it.</p>;
  if (builds.total === 0) return <p className="text-muted">No build of the window lists any of it.</p>;
  return (
    <>
      <p className="mb-2 max-w-prose text-muted">
        Builds of the window whose SBOM lists any of it. What their CI runs could read, secrets above all, may be in other hands.
      </p>
      <TableFrame label="CI runs in the window">
        <Table stack>
          <thead>
            <tr>
              <Th>Service</Th>
              <Th>Artifact</Th>
              <Th>Build</Th>
              <Th>Built</Th>
              <Th>CI run</Th>
              <Th>Lists</Th>
              <Th>Owner</Th>
            </tr>
          </thead>
          <tbody>
            {builds.data.map(({ service, artifact, build, versions, team }) => (
              <tr key={`${artifact.id} ${build.seq}`} className="hover:bg-hover">
                <Td className="truncate font-medium max-md:basis-full lg:max-w-60">
                  <VisibleText text={service.name} />
                </Td>
                <Td className="max-w-60 truncate">
                  <VisibleText text={`${artifact.name} (${artifact.ref})`} />
                </Td>
                <Td>
                  <Link data-row prefetch={false} href={buildHref(service.slug, artifact.id, build.seq)} className="link">
                    <VisibleText text={build.version ?? `#${build.seq}`} />
                  </Link>
                </Td>
                <Td label="Built" className="text-muted">
                  <ShortTime at={build.builtAt} />
                </Td>
                <Td label="CI run">
                  {build.runUrl ? (
                    <RunLink url={build.runUrl}>
                      run<span className="sr-only"> of build {build.seq}</span>
                    </RunLink>
                  ) : (
                    <span className="text-muted">not said</span>
                  )}
                </Td>
                <Td className="max-w-72 truncate font-mono text-[12.5px]">
                  <VisibleText text={versions.map(({ name, version }) => `${name}@${version}`).join(", ")} />
                </Td>
                <Td label="Owner" className="max-w-40 truncate">
                  {team ? <VisibleText text={team.name} /> : <span className="text-muted">none</span>}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {builds.total > builds.data.length ? (
        <p className="mt-2 text-muted">
          The newest {count(builds.data.length)} of {count(builds.total)}.
        </p>
      ) : null}
    </>
  );
}
