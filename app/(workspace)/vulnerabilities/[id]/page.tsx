import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { MirrorNote } from "@/components/ask/mirror-note";
import { VulnerabilityInspectorSection } from "@/components/inspector/vulnerability-section";
import { one, type SearchParams } from "@/components/search-params";
import { ListKeys } from "@/components/ui/list-keys";
import { decoded, vulnerabilityHref } from "@/components/urls";
import { DetailsText } from "@/components/vulnerabilities/details-text";
import { VulnerabilityHead } from "@/components/vulnerabilities/head";
import { Holders } from "@/components/vulnerabilities/holders";
import { SidePanels } from "@/components/vulnerabilities/side-panels";
import { Sources } from "@/components/vulnerabilities/sources";
import { holdersHref, holdersViewOf } from "@/components/vulnerabilities/view";
import { getVulnerability, getVulnerabilitySchema, listVulnerabilityServices } from "@/lib/advisories/vulnerabilities";
import { requirePageContext } from "@/lib/auth";
import { listVulnerabilityInspector } from "@/lib/aws";
import { visible } from "@/lib/text/visible.mjs";
import { readFor } from "../../read";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: visible(decoded((await params).id)) };
}

/** Everything that is known of a vulnerability. Another of its ids leads to the one to show. */
export default async function VulnerabilityPage({ params, searchParams }: Props) {
  const id = decoded((await params).id);
  if (!getVulnerabilitySchema.safeParse({ id }).success) notFound();
  const parameters = await searchParams;
  const asked = holdersViewOf(parameters);
  const inspectorCursor = one(parameters.inspector);
  const ctx = await requirePageContext();
  const vulnerability = await readFor(ctx, getVulnerability({ ctx, input: { id } }));
  if (vulnerability.id !== id) redirect(asked.state ? holdersHref(vulnerability.id, asked) : vulnerabilityHref(vulnerability.id));
  const view = { state: asked.state ?? "affected", cursor: asked.cursor };
  const [list, inspector] = await readFor(
    ctx,
    Promise.all([
      listVulnerabilityServices({ ctx, input: { id, ...view, limit: 25 } }),
      listVulnerabilityInspector({ ctx, input: { id, status: ["inspector"], limit: 25, cursor: inspectorCursor } }),
    ]),
  );
  return (
    <>
      <MirrorNote mirror={vulnerability.mirror} />
      <VulnerabilityHead vulnerability={vulnerability} />
      <div className="mt-6 grid grid-cols-1 gap-6 xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="min-w-0">
          <Holders vulnerability={vulnerability} list={list} view={view} />
          <VulnerabilityInspectorSection id={id} list={inspector} isFirstPage={inspectorCursor === undefined} />
          <Sources vulnerability={vulnerability} />
          <DetailsText advisories={vulnerability.advisories} />
        </div>
        <SidePanels vulnerability={vulnerability} />
      </div>
      <ListKeys />
    </>
  );
}
