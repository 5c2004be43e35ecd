import { Download } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { VexFaults, VexProducts } from "@/components/decisions/vex/vex-report";
import { WithdrawButton } from "@/components/decisions/vex/withdraw-button";
import { formatNames, scopeWords } from "@/components/decisions/vex/words";
import { ButtonLink } from "@/components/ui/button";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { count } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { requirePageContext } from "@/lib/auth";
import { scopesOf } from "@/lib/context";
import { getVexDocument, vexPathSchema } from "@/lib/decisions/vex";
import { readFor } from "../../../read";

export const metadata: Metadata = { title: "VEX document" };

/** A document that was imported: what became of each part of it. */
export default async function VexDocumentPage({ params }: { params: Promise<{ id: string }> }) {
  const asked = vexPathSchema.safeParse(await params);
  if (!asked.success) notFound();
  const ctx = await requirePageContext();
  const document = await readFor(ctx, getVexDocument({ ctx, input: asked.data }));
  const { report } = document;
  const mayWithdraw = document.endedAt === null && scopesOf(ctx.actor).includes("findings:write");
  return (
    <div className="mx-auto max-w-[1100px]">
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl wrap-anywhere">
            <VisibleText text={document.name} />
          </h1>
          <p className="text-muted">
            {formatNames[document.format]}, imported <ShortTime at={document.importedAt} /> by <VisibleText text={document.importedBy} />
          </p>
        </div>
        <div className="flex gap-2">
          <ButtonLink href={`/api/v1/vex-documents/${document.id}/document`} prefetch={false} download>
            <Download aria-hidden /> Document as received
          </ButtonLink>
          {mayWithdraw ? <WithdrawButton id={document.id} standing={document.standing} /> : null}
        </div>
      </div>
      {document.endedAt === null ? null : (
        <Notice
          tone="info"
          title={document.replacedBy === null ? "This document was withdrawn." : "A newer version took the place of this document."}
          className="mb-4"
        >
          <ShortTime at={document.endedAt} /> by <VisibleText text={document.endedBy ?? ""} />
          {document.replacedBy === null ? null : (
            <>
              ,{" "}
              <Link href={`/decisions/documents/${document.replacedBy}`} className="link">
                the newer one
              </Link>
            </>
          )}
        </Notice>
      )}
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Panel title="Document">
          <Facts
            facts={[
              { label: "Calls itself", value: document.documentId && <VisibleText text={document.documentId} /> },
              { label: "Version", value: document.version && <VisibleText text={document.version} /> },
              { label: "Author", value: document.author && <VisibleText text={document.author} /> },
              { label: "Written", value: document.saidAt && <ShortTime at={document.saidAt} /> },
              { label: "Counts", value: <VisibleText text={scopeWords(document)} /> },
              { label: "SHA-256", value: <code className="text-[12.5px] wrap-anywhere">{document.sha256}</code> },
            ]}
          />
        </Panel>
        <Panel title="What became of it">
          <Facts
            facts={[
              { label: "Statements", value: `${count(report.statements)}, of which ${count(report.read)} could be read` },
              { label: "Decisions", value: `${count(document.standing)} stand, ${count(document.waiting)} wait for a second person` },
              { label: "Said already", value: report.saidAlready > 0 ? `${count(report.saidAlready)} statements say what was said here before` : null },
              { label: "Nowhere", value: report.nowhere > 0 ? `${count(report.nowhere)} statements mean nothing that is here` : null },
              { label: "Not known yet", value: notKnown(report) },
              { label: "Ended", value: report.ended > 0 ? `${count(report.ended)} decisions of older versions` : null },
            ]}
          />
        </Panel>
        {report.unknownProducts + report.faultCount > 0 ? (
          <Panel title="What is to be known" className="lg:col-span-2">
            <div className="flex flex-col gap-2">
              <VexProducts report={report} />
              <VexFaults report={report} />
            </div>
          </Panel>
        ) : null}
      </div>
    </div>
  );
}

function notKnown({ unknownPackages, unknownVulnerabilities }: { unknownPackages: number; unknownVulnerabilities: number }): string | null {
  const parts = [
    unknownPackages > 0 ? `${count(unknownPackages)} packages that no SBOM names` : "",
    unknownVulnerabilities > 0 ? `${count(unknownVulnerabilities)} vulnerabilities that no advisory has` : "",
  ].filter(Boolean);
  return parts.length === 0 ? null : `${parts.join(", ")}: what is said counts when they come`;
}
