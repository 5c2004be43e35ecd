import Link from "next/link";
import { MirrorNote } from "@/components/ask/mirror-note";
import { type ArtifactChoice, type FacetCounts, FindingsFacets, GroupMenu } from "@/components/findings/findings-facets";
import { inputOf } from "@/components/findings/input";
import { NothingListed } from "@/components/findings/nothing-listed";
import { SourceTabs } from "@/components/findings/source-tabs";
import type { Work } from "@/components/findings/triage/action-dialogs";
import { GroupBoard } from "@/components/findings/triage/group-board";
import { MomentChips } from "@/components/findings/triage/moment-chips";
import { QueueTabs } from "@/components/findings/triage/queue-tabs";
import { TriageBoard } from "@/components/findings/triage/triage-board";
import { ViewsMenu } from "@/components/findings/triage/views-menu";
import { UndeterminedSection } from "@/components/findings/undetermined-section";
import { type FindingsView, findingsHref, groupingOf, isNarrowed, noFilters } from "@/components/findings/view";
import { buttonStyle } from "@/components/ui/button";
import { FilterField } from "@/components/ui/filter-field";
import { Pager } from "@/components/ui/pager";
import { withQuery } from "@/components/urls";
import type { FindingGroupList, FindingList, SavedView, UndeterminedList } from "@/lib/findings";

/** What a page has read for its list. */
export type ListRead = {
  /** Null: the filter cannot be read, and `problem` says why; or the page shows groups. */
  list: FindingList | null;
  groups: FindingGroupList | null;
  undetermined: UndeterminedList | null;
  problem: string | null;
};

type FindingsListProps = ListRead & {
  /** The page that it stands on. */
  base: string;
  view: FindingsView;
  now: number;
  work: Work;
  service?: string;
  teams?: readonly { slug: string; name: string }[];
  artifacts?: readonly ArtifactChoice[];
  /** Saved views, where there are any to choose from. */
  views?: readonly SavedView[];
  /** The page has said how new the advisories are. */
  isAgeSaid?: boolean;
};

const noMeta: FacetCounts = {
  rows: 0,
  kev: 0,
  byDecision: null,
  counts: { malware: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, unscored: 0 },
  byKind: { malware: 0, vulnerability: 0, unmaintained: 0, unsound: 0, notice: 0 },
};

/** Findings with their filters, of all services or of one, as a queue to work in; below them what could not be judged. */
export function FindingsList(props: FindingsListProps) {
  const { base, view, list, groups, undetermined, problem, now, service, teams, artifacts, work, views, isAgeSaid = false } = props;
  const narrowed = isNarrowed(view);
  const isListed = (list?.data.length ?? groups?.data.length ?? 0) > 0;
  return (
    <>
      {list && !isAgeSaid ? <MirrorNote mirror={list.meta.mirror} /> : null}
      <div className="mb-3 flex flex-wrap items-end gap-x-4 gap-y-2 border-line border-b">
        <QueueTabs base={base} view={view} />
        <span className="flex flex-wrap gap-2 pb-1.5 sm:ml-auto">
          {" "}
          {service === undefined && groupingOf({ ...view, group: "service" }) ? <GroupMenu base={base} view={view} /> : null}
          {views ? <ViewsMenu views={views} search={findingsHref("", view).slice(1)} /> : null}
          {isListed ? (
            <a href={withQuery("/api/v1/findings/export", inputOf(view, now, service))} download className={buttonStyle()}>
              CSV
            </a>
          ) : null}
        </span>
      </div>
      {list?.meta.inspector ? <SourceTabs base={base} view={view} /> : null}
      {view.source === "inspector" ? <InspectorOnly /> : null}
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <FilterField label="Filter findings" value={view.q ?? ""} />
        <FindingsFacets
          base={base}
          view={view}
          meta={list?.meta ?? noMeta}
          people={work.people}
          {...(teams ? { teams } : {})}
          {...(artifacts ? { artifacts } : {})}
        />
        <MomentChips base={base} view={view} />
        {narrowed ? (
          <Link href={findingsHref(base, view, noFilters)} scroll={false} className="link px-1 leading-8">
            Clear all
          </Link>
        ) : null}
      </div>
      {groups && groups.data.length > 0 ? <Groups {...props} groups={groups} /> : null}
      {list && list.data.length > 0 ? <Board {...props} list={list} /> : null}
      {isListed ? null : <NothingListed base={base} view={view} narrowed={narrowed} problem={problem} />}
      {undetermined ? (
        <UndeterminedSection list={undetermined} withService={service === undefined} withArtifact={service === undefined || (artifacts?.length ?? 0) > 1} />
      ) : null}
    </>
  );
}

function Board({ base, view, list, now, service, artifacts, work }: FindingsListProps & { list: FindingList }) {
  const { rows: total, nextCursor, inspector } = list.meta;
  const isOpen = view.state === "todo" || view.state === "open";
  const mayWork = isOpen && view.source !== "inspector";
  const columns = {
    service: service === undefined,
    artifact: service !== undefined && (artifacts?.length ?? 0) > 1,
    sides: inspector,
    closed: !isOpen || view.source === "inspector",
    through: service !== undefined,
    work: mayWork,
  };
  const { sort: _, state: __, source, sbomGap: ___, ...filter } = inputOf(view, now, service);
  return (
    <TriageBoard
      base={base}
      view={view}
      rows={list.data}
      total={total}
      columns={columns}
      work={work}
      filter={mayWork && source === undefined ? filter : null}
      pager={
        <Pager
          shown={list.data.length}
          total={total}
          noun="finding"
          nextHref={nextCursor ? findingsHref(base, view, { cursor: nextCursor }) : null}
          firstHref={view.cursor ? findingsHref(base, view) : null}
        />
      }
    />
  );
}

function Groups({ base, view, groups, now, service, work }: FindingsListProps & { groups: FindingGroupList }) {
  const { by, rows, nextCursor } = groups.meta;
  const { sort: _, state: __, source: ___, sbomGap: ____, ...filter } = inputOf(view, now, service);
  return (
    <GroupBoard
      base={base}
      view={view}
      groups={groups}
      work={work}
      filter={filter}
      pager={
        <Pager
          shown={groups.data.length}
          total={rows}
          noun={by}
          {...(by === "vulnerability" ? { plural: "vulnerabilities" } : {})}
          nextHref={nextCursor ? findingsHref(base, view, { cursor: nextCursor }) : null}
          firstHref={view.cursor ? findingsHref(base, view) : null}
        />
      }
    />
  );
}

function InspectorOnly() {
  return (
    <p className="mb-2.5 max-w-prose text-muted">
      What Amazon Inspector reports of artifacts, and no mirrored advisory says of what their SBOMs list. Where no SBOM lists the package it is an SBOM gap.
      What it closed and nobody knows to be fixed is listed with that as its state, and not counted as open. Decisions are about what SBOMs list, so none is
      made here: upload an SBOM that lists the package, or suppress the finding in AWS.
    </p>
  );
}
