import { ArrowLeft, ArrowRight } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Accounting } from "@/components/builds/accounting";
import { QualityPanel, QualitySkeleton, ValidityPanel, ValiditySkeleton } from "@/components/builds/assessment-panels";
import { BuildFacts, DocumentFacts } from "@/components/builds/build-facts";
import { BuildTags } from "@/components/builds/build-tags";
import { Changes } from "@/components/builds/changes";
import { IncompleteNotice } from "@/components/builds/incomplete-notice";
import { InspectorScan } from "@/components/builds/inspector-scan";
import { Warnings } from "@/components/builds/warnings";
import { ExportMenu } from "@/components/export/export-menu";
import { ButtonLink } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { VisibleText } from "@/components/ui/visible-text";
import { buildHref, compareHref, decoded } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { getBuildScan } from "@/lib/aws";
import { scopesOf } from "@/lib/context";
import { getBuild } from "@/lib/inventory/read";
import { visible } from "@/lib/text/visible.mjs";
import { readFor } from "../../../../../read";
import { scanFromPage } from "./actions";
import { judgeDocument } from "./judge-document";

type Props = { params: Promise<{ slug: string; artifactId: string; seq: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, seq } = await params;
  return { title: visible(`Build ${seq} of ${decoded(slug)}`) };
}

export default async function BuildPage({ params }: Props) {
  const { slug: encoded, artifactId, seq } = await params;
  const slug = decoded(encoded);
  if (!/^\d{1,9}$/.test(artifactId) || !/^\d{1,9}$/.test(seq)) notFound();
  const ctx = await requirePageContext();
  const input = { slug, artifactId, seq };
  const [build, scan] = await readFor(ctx, Promise.all([getBuild({ ctx, input }), getBuildScan({ ctx, input })]));
  const judgement = judgeDocument(ctx, build);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold text-base wrap-anywhere">
          <VisibleText text={build.artifact.name} />{" "}
          <span className="font-normal text-muted">
            <VisibleText text={build.artifact.ref} />
          </span>{" "}
          build {build.seq}
          <BuildTags build={build} />
        </h2>
        <div className="flex flex-wrap gap-2">
          {build.previousSeq === null ? null : (
            <ButtonLink href={buildHref(slug, build.artifact.id, build.previousSeq)}>
              <ArrowLeft aria-hidden /> Build {build.previousSeq}
            </ButtonLink>
          )}
          {build.nextSeq === null ? null : (
            <ButtonLink href={buildHref(slug, build.artifact.id, build.nextSeq)}>
              Build {build.nextSeq} <ArrowRight aria-hidden />
            </ButtonLink>
          )}
          {build.previousSeq === null ? null : (
            <ButtonLink href={compareHref(slug, { artifactId: build.artifact.id, seq: build.previousSeq }, { artifactId: build.artifact.id, seq: build.seq })}>
              Compare with build {build.previousSeq}
            </ButtonLink>
          )}
          <ExportMenu href={`/api/v1${buildHref(slug, build.artifact.id, build.seq)}/export`} documentHref={`/api/v1/documents/${build.document.sha256}`} />
        </div>
      </div>
      {build.incomplete ? <IncompleteNotice reading={{ ...build.document, components: build.components }} className="mb-4" /> : null}
      {/* Two columns of their own, so that opening one panel never stretches the one beside it. */}
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title="Build">
            <BuildFacts build={build} />
          </Panel>
          <Panel title="Document">
            <DocumentFacts document={build.document} />
          </Panel>
          <Suspense fallback={<ValiditySkeleton />}>
            <ValidityPanel judgement={judgement} />
          </Suspense>
          <InspectorScan
            path={`/api/v1${buildHref(slug, build.artifact.id, build.seq)}/inspector-scan`}
            initial={scan}
            request={scopesOf(ctx.actor).includes("sbom:write") ? scanFromPage.bind(null, slug, build.artifact.id, build.seq) : null}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title="What was read">
            {build.document.accounting ? (
              <Accounting figures={build.document.accounting} />
            ) : (
              <p className="text-muted">The document was stored without being read.</p>
            )}
          </Panel>
          <Panel title="Warnings">
            <Warnings warnings={build.document.warnings} />
          </Panel>
          <Suspense fallback={<QualitySkeleton />}>
            <QualityPanel judgement={judgement} />
          </Suspense>
        </div>
      </div>
      <div className="mt-4 grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <Changes title={build.previousSeq === null ? "Came with this build" : `Added since build ${build.previousSeq}`} changes={build.added} />
        <Changes title={build.previousSeq === null ? "Removed" : `Removed since build ${build.previousSeq}`} changes={build.removed} />
      </div>
    </>
  );
}
