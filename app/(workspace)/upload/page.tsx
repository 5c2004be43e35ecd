import { ArrowRight } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { uploadCommand } from "@/components/ask/first-upload";
import { one, type SearchParams } from "@/components/search-params";
import { ButtonLink } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { UploadForm } from "@/components/upload/upload-form";
import { UploadsTable } from "@/components/upload/uploads-table";
import { addressOf, withQuery } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { artifactKinds, documentBytesMax } from "@/lib/inventory";
import { listRecentUploads } from "@/lib/inventory/read";
import { readFor } from "../read";

export const metadata: Metadata = { title: "Upload" };

export default async function UploadPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const parameters = await searchParams;
  const service = one(parameters.service) ?? "";
  const cursor = one(parameters.cursor);
  const ctx = await requirePageContext();
  const recent = await readFor(ctx, listRecentUploads({ ctx, input: { limit: 20, cursor } }));
  return (
    <div className="mx-auto grid grid-cols-1 max-w-[1240px] gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,560px)]">
      <div>
        <h1 className="mb-4 font-semibold text-xl">Upload an SBOM</h1>
        <UploadForm kinds={artifactKinds} service={service} sizeMax={documentBytesMax} />
      </div>
      <section aria-labelledby="ci" className="min-w-0">
        <h2 id="ci" className="mb-1 pt-1.5 font-semibold text-base">
          From CI
        </h2>
        <p className="mb-3 text-muted">The same with a token. Sending the same bytes for the same build again changes nothing.</p>
        <CodeBlock code={uploadCommand(addressOf(await headers()), service || undefined)} label="Upload command" />
      </section>
      {recent.data.length > 0 ? (
        <section aria-labelledby="recent" className="min-w-0 lg:col-span-2">
          <h2 id="recent" className="mb-2 font-semibold text-base">
            Recent uploads
          </h2>
          <UploadsTable rows={recent.data} />
          {cursor || recent.meta.nextCursor ? (
            <nav aria-label="Pages" className="mt-2 flex items-center justify-end gap-3">
              {cursor ? (
                <Link href="/upload#recent" className="link">
                  Newest
                </Link>
              ) : null}
              {recent.meta.nextCursor ? (
                <ButtonLink href={`${withQuery("/upload", { cursor: recent.meta.nextCursor })}#recent`} rel="next">
                  Older uploads <ArrowRight aria-hidden />
                </ButtonLink>
              ) : null}
            </nav>
          ) : null}
        </section>
      ) : null}
    </div>
  );
}
