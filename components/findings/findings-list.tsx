import Link from "next/link";
import { MirrorNote } from "@/components/ask/mirror-note";
import { type ArtifactChoice, type FacetCounts, FindingsFacets } from "@/components/findings/findings-facets";
import { FindingsTable } from "@/components/findings/findings-table";
import { inputOf } from "@/components/findings/input";
import { SourceTabs } from "@/components/findings/source-tabs";
import { UndeterminedSection } from "@/components/findings/undetermined-section";
import { type FindingsView, findingsHref, isNarrowed, noFilters } from "@/components/findings/view";
import { buttonStyle } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterField } from "@/components/ui/filter-field";
import { ListKeys } from "@/components/ui/list-keys";
import { Pager } from "@/components/ui/pager";
import { withQuery } from "@/components/urls";
import type { FindingList, UndeterminedList } from "@/lib/findings/schemas";

type FindingsListProps = {
  /** The page that it stands on. */
  base: string;
  view: FindingsView;
  /** Null: the filter cannot be read, and `problem` says why. */
  list: FindingList | null;
  undetermined: UndeterminedList | null;
  problem?: string | null;
  now: number;
  service?: string;
  teams?: readonly { slug: string; name: string }[];
  artifacts?: readonly ArtifactChoice[];
};

const noMeta: FacetCounts = {
  rows: 0,
  kev: 0,
  counts: { malware: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, unscored: 0 },
  byKind: { malware: 0, vulnerability: 0, unmaintained: 0, unsound: 0, notice: 0 },
};

/** Findings with their filters, of all services or of one, and below them what could not be judged. */
export function FindingsList({ base, view, list, undetermined, problem = null, now, service, teams, artifacts }: FindingsListProps) {
  const withArtifact = service === undefined || (artifacts?.length ?? 0) > 1;
  const narrowed = isNarrowed(view);
  return (
    <>
      {list ? <MirrorNote mirror={list.meta.mirror} /> : null}
      {list?.meta.inspector ? <SourceTabs base={base} view={view} /> : null}
      {view.source === "inspector" ? (
        <p className="mb-2.5 max-w-prose text-muted">
          What Amazon Inspector reports of artifacts, and no mirrored advisory says of what their SBOMs list. Where no SBOM lists the package it is an SBOM gap.
          What it closed and nobody knows to be fixed is listed with that as its state, and not counted as open.
        </p>
      ) : null}
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <FilterField label="Filter findings" value={view.q ?? ""} />
        <FindingsFacets base={base} view={view} meta={list?.meta ?? noMeta} {...(teams ? { teams } : {})} {...(artifacts ? { artifacts } : {})} />
        {narrowed ? (
          <Link href={findingsHref(base, view, noFilters)} scroll={false} className="link px-1 leading-8">
            Clear all
          </Link>
        ) : null}
        {list && list.data.length > 0 ? (
          <a href={withQuery("/api/v1/findings/export", inputOf(view, now, service))} download className={`${buttonStyle()} sm:ml-auto`}>
            CSV
          </a>
        ) : null}
      </div>
      {problem ? (
        <p role="alert" className="mb-2.5 text-unknown">
          {problem}
        </p>
      ) : null}
      {list && list.data.length > 0 ? (
        <>
          <FindingsTable
            base={base}
            rows={list.data}
            view={view}
            withService={service === undefined}
            withArtifact={withArtifact}
            withSides={list.meta.inspector}
          />
          <Pager
            shown={list.data.length}
            total={list.meta.rows}
            noun="finding"
            nextHref={list.meta.nextCursor ? findingsHref(base, view, { cursor: list.meta.nextCursor }) : null}
            firstHref={view.cursor ? findingsHref(base, view) : null}
          />
          <ListKeys />
        </>
      ) : (
        <div className="panel">
          <EmptyState
            title={
              problem
                ? "The filter cannot be read"
                : narrowed
                  ? view.source === "inspector"
                    ? "Inspector alone reports nothing of it"
                    : "No finding matches"
                  : "No open finding"
            }
          >
            {narrowed ? (
              <Link href={findingsHref(base, view, noFilters)} className="link-inline">
                Show all open findings
              </Link>
            ) : (
              "No mirrored advisory affects what the newest SBOMs name. What no SBOM names, and what the mirror does not have, is not judged."
            )}
          </EmptyState>
        </div>
      )}
      {undetermined ? <UndeterminedSection list={undetermined} withService={service === undefined} withArtifact={withArtifact} /> : null}
    </>
  );
}
