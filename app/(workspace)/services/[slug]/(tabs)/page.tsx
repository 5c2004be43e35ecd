import type { Metadata } from "next";
import { headers } from "next/headers";
import { uploadCommand } from "@/components/ask/first-upload";
import { ExportMenu } from "@/components/export/export-menu";
import { OpenCounts } from "@/components/findings/open-counts";
import { InspectorFigures } from "@/components/inspector/inspector-figures";
import { ServiceFigures } from "@/components/remediation/service-figures";
import { remediationViewOf } from "@/components/remediation/view";
import { ArtifactsTable } from "@/components/services/artifacts-table";
import { StatusNotice } from "@/components/services/status-notice";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { addressOf, decoded, serviceHref } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { countInspector } from "@/lib/aws";
import { scopesOf } from "@/lib/context";
import { countOpenFindings } from "@/lib/findings";
import { getService } from "@/lib/inventory/read";
import { showRemediation } from "@/lib/remediation";
import { visible } from "@/lib/text/visible.mjs";
import { readFor } from "../../../read";
import { Plan } from "../../../remediation/plan";
import { retireFromPage } from "../actions";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: visible(decoded((await params).slug)) };
}

export default async function ServicePage({ params }: Props) {
  const slug = decoded((await params).slug);
  const ctx = await requirePageContext();
  const [service, counts, inspector, figures] = await readFor(
    ctx,
    Promise.all([
      getService({ ctx, input: { slug } }),
      countOpenFindings({ ctx, input: { services: [slug], undetermined: true } }),
      countInspector({ ctx, input: { slug } }),
      showRemediation({ ctx, input: { service: slug } }),
    ]),
  );
  const findings = counts.get(slug);
  return (
    <div className="flex flex-col gap-5">
      <StatusNotice service={service} />
      {findings && service.status !== "no_sbom" && service.status !== "retired" ? (
        <section aria-labelledby="findings">
          <h2 id="findings" className="mb-1 font-semibold text-base">
            Open findings
          </h2>
          <OpenCounts base={`${serviceHref(slug)}/findings`} findings={findings} />
        </section>
      ) : null}
      {service.status !== "no_sbom" && service.status !== "retired" ? (
        <>
          <ServiceFigures slug={slug} figures={figures} />
          {figures.open.total > 0 ? <Plan ctx={ctx} view={remediationViewOf({ service: slug })} base="/remediation" /> : null}
        </>
      ) : null}
      {inspector.connected ? (
        <section aria-labelledby="inspector">
          <h2 id="inspector" className="mb-1 font-semibold text-base">
            Amazon Inspector
          </h2>
          <InspectorFigures slug={slug} counts={inspector} />
        </section>
      ) : null}
      <section aria-labelledby="artifacts">
        <div className="mb-2 flex items-center justify-between gap-3">
          <h2 id="artifacts" className="font-semibold text-base">
            Artifacts
          </h2>
          {service.artifacts.some(({ head }) => head !== null) ? <ExportMenu href={`/api/v1${serviceHref(slug)}/export`} decisionsOf={slug} /> : null}
        </div>
        {service.artifacts.length === 0 ? (
          <div className="panel">
            <EmptyState title="No artifact yet">An artifact is created by its first upload.</EmptyState>
          </div>
        ) : (
          <ArtifactsTable slug={slug} artifacts={service.artifacts} retire={scopesOf(ctx.actor).includes("inventory:write") ? retireFromPage : null} />
        )}
      </section>
      <section aria-labelledby="ci" className="max-w-[820px]">
        <h2 id="ci" className="mb-2 font-semibold text-base">
          From CI
        </h2>
        <CodeBlock code={uploadCommand(addressOf(await headers()), slug)} label="Upload command" />
      </section>
    </div>
  );
}
