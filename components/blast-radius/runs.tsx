import Link from "next/link";
import { RunLink } from "@/components/blast-radius/run-link";
import { runName, safeRunUrl } from "@/components/blast-radius/run-url";
import { exportHref, type View, viewHref } from "@/components/blast-radius/view";
import { windowWords } from "@/components/blast-radius/window-words";
import { WhomToAsk } from "@/components/teams/whom-to-ask";
import { EmptyState } from "@/components/ui/empty-state";
import { count, plural } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { buildHref, serviceHref } from "@/components/urls";
import type { BlastRadius, BuiltInWindow } from "@/lib/blast-radius/schemas";
import { visible } from "@/lib/text/visible.mjs";

type Exposure = NonNullable<BlastRadius["exposure"]>;
const shownInPanel = 4;

/** Why runs matter even where nothing of it is shipped any more. */
function WhyItMatters() {
  return "Code of a package can run while it is installed: whatever secrets these runs could read (tokens, keys, registry credentials) may be in other hands. Change them, even where the version is gone.";
}

/** The newest CI runs of the window, and the way to all of them. */
export function RunsPanel({ exposure, view }: { exposure: Exposure; view: View }) {
  const { builds, built } = exposure;
  if (built.builds === 0) return null;
  return (
    <Panel title={`${plural(built.builds, "CI run")} in the window`} note={plural(built.services, "service")}>
      <p className="mb-2.5 text-muted text-xs">
        <WhyItMatters />
      </p>
      <ul className="flex flex-col gap-1.5">
        {builds.slice(0, shownInPanel).map((each) => (
          <li key={`${each.artifact.id}.${each.build.seq}`} className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 truncate" title={visible(each.service.name)}>
              <VisibleText text={each.service.name} />
            </span>
            <span className="shrink-0 text-xs">
              <Run build={each.build} fallback={<span className="text-muted">no run link</span>} />{" "}
              <span className="text-muted">
                <ShortTime at={each.build.builtAt} />
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-xs">
        <Link href={viewHref(view, { tab: "runs" })} scroll={false} className="link-inline">
          {built.builds > shownInPanel ? `All ${count(built.builds)} runs` : "Commits and versions of these runs"}
        </Link>
      </p>
    </Panel>
  );
}

/** Every CI run of the window that built something of what is asked for. */
export function RunsTab({ exposure, view, asOf }: { exposure: Exposure; view: View; asOf: string }) {
  const { builds, built, window } = exposure;
  if (builds.length === 0)
    return (
      <div className="panel">
        <EmptyState title={`No build ${windowWords(window)} lists it`}>
          <p>
            Only builds whose SBOM was uploaded are known. A run that failed before its upload may have installed it all the same: look at the CI's own log.
          </p>
        </EmptyState>
      </div>
    );
  return (
    <>
      <p className="mb-2.5 max-w-prose text-muted">
        <WhyItMatters />
      </p>
      <TableFrame label="CI runs in the window">
        <Table stack>
          <thead>
            <tr>
              <Th>Service</Th>
              <Th>Built</Th>
              <Th>CI run</Th>
              <Th>Commit</Th>
              <Th>Build</Th>
              <Th>What it lists</Th>
              <Th>Owner</Th>
            </tr>
          </thead>
          <tbody>
            {builds.map((each) => (
              <RunLine key={`${each.artifact.id}.${each.build.seq}`} run={each} />
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {built.builds > builds.length ? (
        <p className="mt-2 text-muted">
          The newest {count(builds.length)} of {count(built.builds)} runs. All of them are in the{" "}
          <a href={exportHref(view, "csv", asOf)} download className="link-inline">
            CSV
          </a>
          .
        </p>
      ) : null}
    </>
  );
}

function RunLine({ run }: { run: BuiltInWindow }) {
  const { service, team, artifact, build, versions } = run;
  return (
    <tr className="hover:bg-hover">
      <Td className="max-w-52 truncate font-medium max-md:basis-full">
        <Link data-row prefetch={false} href={serviceHref(service.slug)} className="link" title={visible(service.name)}>
          <VisibleText text={service.name} />
        </Link>
      </Td>
      <Td className="text-muted">
        <ShortTime at={build.builtAt} />
      </Td>
      <Td>
        <Run build={build} fallback={<span className="text-muted">not given</span>} />
      </Td>
      <Td label="Commit" className="font-mono text-[12.5px]" title={visible(build.commit ?? "")}>
        {build.commit ? <VisibleText text={build.commit.slice(0, 10)} /> : <span className="text-muted">not given</span>}
      </Td>
      <Td className="max-w-44 truncate">
        <Link prefetch={false} href={buildHref(service.slug, artifact.id, build.seq)} className="link">
          Build {build.seq}
          {build.version ? <VisibleText text={`, ${build.version}`} /> : null}
        </Link>
      </Td>
      <Td className="max-w-80 truncate font-mono text-[12.5px]" title={visible(versions.map(({ name, version }) => `${name} ${version}`).join("\n"))}>
        {versions.slice(0, 3).map(({ ecosystem, name, version }, place) => (
          <span key={`${ecosystem} ${name} ${version}`}>
            {place > 0 ? ", " : ""}
            <VisibleText text={`${name} ${version}`} />
          </span>
        ))}
        {versions.length > 3 ? <span className="text-muted"> +{versions.length - 3}</span> : null}
      </Td>
      <Td label="Owner" className="max-w-48 truncate">
        <Owner team={team} />
      </Td>
    </tr>
  );
}

function Run({ build, fallback }: { build: BuiltInWindow["build"]; fallback: React.ReactNode }) {
  const url = safeRunUrl(build.runUrl);
  return url === null ? fallback : <RunLink url={url}>{runName(url)}</RunLink>;
}

/** A team with whom to ask there. */
export function Owner({ team }: { team: BuiltInWindow["team"] }) {
  if (team === null) return <span className="text-muted">nobody</span>;
  return (
    <>
      <span title={visible(team.name)}>
        <VisibleText text={team.name} />
      </span>{" "}
      <span className="text-muted">
        <WhomToAsk team={team} />
      </span>
    </>
  );
}
