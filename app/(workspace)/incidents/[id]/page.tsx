import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { IncidentActivity } from "@/components/incidents/activity";
import { IncidentBuilds } from "@/components/incidents/builds-table";
import { CheckedFacts } from "@/components/incidents/checked-facts";
import { IncidentFigures } from "@/components/incidents/figures";
import { IncidentHead } from "@/components/incidents/incident-head";
import { IncidentTools } from "@/components/incidents/incident-tools";
import { ListSection } from "@/components/incidents/list-section";
import { ServicesSection } from "@/components/incidents/services-section";
import { type IncidentTab, type IncidentView, incidentTabs, incidentViewHref, incidentViewOf } from "@/components/incidents/view";
import type { SearchParams } from "@/components/search-params";
import { ListKeys } from "@/components/ui/list-keys";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { VisibleLines } from "@/components/ui/visible-lines";
import { requirePageContext } from "@/lib/auth";
import { type Context, scopesOf } from "@/lib/context";
import { getIncident, getIncidentSchema, type Incident, listRevisions } from "@/lib/incidents";
import { getIndicatorList } from "@/lib/indicator-lists";
import { readFor } from "../../read";
import { changeFromPage, reviseFromPage, runFromPage, setStatusFromPage, setWorkFromPage } from "../actions";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: "Incident" };

const tabWords: Record<IncidentTab, string> = { services: "Services", list: "List", builds: "CI runs", activity: "Activity" };

/** An incident, now or frozen at a moment. */
export default async function IncidentPage({ params, searchParams }: Props) {
  const view = incidentViewOf(await searchParams);
  const { tab, show, status, team, asof, cursor } = view;
  const asked = getIncidentSchema.safeParse({ id: (await params).id, asof, show, status, team, cursor });
  if (!asked.success) notFound();
  const ctx = await requirePageContext();
  const incident = await readFor(ctx, getIncident({ ctx, input: asked.data }));
  const { id, version } = incident;
  const canWrite = scopesOf(ctx.actor).includes("incidents:write") && incident.asOf === null;
  const canWork = canWrite && incident.status === "open";
  const actions = canWrite
    ? { change: changeFromPage.bind(null, id, version), setStatus: setStatusFromPage.bind(null, id, version), run: runFromPage.bind(null, id) }
    : null;
  return (
    <>
      <IncidentHead incident={incident}>
        <IncidentTools incident={incident} actions={actions} />
      </IncidentHead>
      <IncidentFigures incident={incident} />
      <div className="mt-6 grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="min-w-0">
          <TabLinks
            label="Parts of the incident"
            tabs={incidentTabs.map((each) => ({ href: incidentViewHref(id, view, { tab: each }), label: tabWords[each], current: each === tab }))}
          />
          {tab === "services" ? <ServicesSection incident={incident} view={view} set={canWork ? setWorkFromPage.bind(null, id) : null} /> : null}
          {tab === "list" ? <ListTab ctx={ctx} incident={incident} view={view} canWork={canWork} /> : null}
          {tab === "builds" ? <IncidentBuilds builds={incident.builds} hasWindow={incident.window !== null} /> : null}
          {tab === "activity" ? <IncidentActivity activity={incident.activity} /> : null}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title="Notes">
            {incident.notes === "" ? (
              <p className="text-muted">Nobody wrote anything yet.</p>
            ) : (
              <div className="whitespace-pre-wrap wrap-anywhere">
                <VisibleLines text={incident.notes} />
              </div>
            )}
          </Panel>
          <Panel title="What was checked">
            <CheckedFacts incident={incident} />
          </Panel>
        </div>
      </div>
      <ListKeys />
    </>
  );
}

const linesPerList = 500;

type ListTabProps = { ctx: Context; incident: Incident; view: IncidentView; canWork: boolean };

async function ListTab({ ctx, incident, view, canWork }: ListTabProps) {
  const { id, revision } = incident;
  const lists = Promise.all(incident.list.lists.map(({ id }) => getIndicatorList({ ctx, input: { id, limit: linesPerList } })));
  const [revisions, read] = await readFor(ctx, Promise.all([listRevisions({ ctx, input: { id, lines: view.revision ?? revision } }), lists]));
  // A frozen page has no revision that came later.
  const until = revisions.data.filter((each) => incident.asOf === null || each.revision <= revision);
  const hrefOf = (shown: number) => incidentViewHref(id, view, { revision: shown });
  return <ListSection found={incident.found} revisions={until} lists={read} hrefOf={hrefOf} add={canWork ? reviseFromPage.bind(null, id) : null} />;
}
