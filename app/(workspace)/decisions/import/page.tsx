import { ArrowRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { VexDocumentsTable } from "@/components/decisions/vex/vex-documents-table";
import { VexExportMenu } from "@/components/decisions/vex/vex-export-menu";
import { VexImportForm } from "@/components/decisions/vex/vex-import-form";
import { one, type SearchParams } from "@/components/search-params";
import { ButtonLink } from "@/components/ui/button";
import { TabLinks } from "@/components/ui/tab-links";
import { withQuery } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { listVexDocuments, listVexSchema } from "@/lib/decisions/vex";
import { readFor } from "../../read";

export const metadata: Metadata = { title: "Import decisions" };

export default async function ImportDecisionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const parameters = await searchParams;
  const cursor = one(parameters.cursor);
  const asked = listVexSchema.shape.state.safeParse(one(parameters.state));
  const state = asked.success ? asked.data : "standing";
  const ctx = await requirePageContext();
  const documents = await readFor(ctx, listVexDocuments({ ctx, input: { state, limit: 50, cursor } }));
  return (
    <div className="mx-auto max-w-[1400px]">
      <div className="mb-1 flex flex-wrap items-start justify-between gap-3">
        <h1 className="font-semibold text-xl">Import decisions</h1>
        <VexExportMenu />
      </div>
      <p className="mb-5 max-w-[80ch] text-muted">
        What suppliers say of vulnerabilities becomes decisions, matched by every id of a vulnerability. The same document again changes nothing, and a newer
        version of it takes the place of the older. What takes critical, known exploited or malicious findings out of the queue waits for a second person.
      </p>
      <VexImportForm />
      <section aria-labelledby="documents" className="mt-8">
        <h2 id="documents" className="mb-2 font-semibold text-base">
          Documents
        </h2>
        <TabLinks
          label="Documents"
          tabs={(["standing", "ended"] as const).map((each) => ({
            href: withQuery("/decisions/import", { state: each === "standing" ? null : each }),
            label: each === "standing" ? "Standing" : "Withdrawn and replaced",
            current: state === each,
          }))}
        />
        {documents.data.length > 0 ? (
          <VexDocumentsTable rows={documents.data} />
        ) : (
          <p className="text-muted">{state === "ended" ? "No document was withdrawn or replaced." : "No document was imported so far. Choose one above."}</p>
        )}
        {cursor || documents.meta.nextCursor ? (
          <nav aria-label="Pages" className="mt-2 flex items-center justify-end gap-3">
            {cursor ? (
              <Link href={withQuery("/decisions/import", { state })} className="link">
                Newest
              </Link>
            ) : null}
            {documents.meta.nextCursor ? (
              <ButtonLink href={withQuery("/decisions/import", { state, cursor: documents.meta.nextCursor })} rel="next">
                Older documents <ArrowRight aria-hidden />
              </ButtonLink>
            ) : null}
          </nav>
        ) : null}
      </section>
    </div>
  );
}
