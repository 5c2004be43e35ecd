import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { UploadReport } from "@/components/upload/upload-report";
import { requirePageContext } from "@/lib/auth";
import { getUpload, uploadIdSchema } from "@/lib/inventory";
import { readFor } from "../../read";

export const metadata: Metadata = { title: "Upload" };

/** One upload, while it runs and afterwards. */
export default async function UploadStatusPage({ params }: { params: Promise<{ id: string }> }) {
  const input = uploadIdSchema.safeParse(await params);
  if (!input.success) notFound();
  const ctx = await requirePageContext();
  return <UploadReport initial={await readFor(ctx, getUpload({ ctx, input: input.data }))} />;
}
