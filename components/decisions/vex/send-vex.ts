import { withQuery } from "@/components/urls";
import type { VexImport } from "@/lib/decisions/vex/schemas";

/** Where documents count, as the form says it. */
export type ChosenScope = { scope: "everywhere" | "team" | "service"; slug: string };

export type Answer =
  | { kind: "answered"; answer: VexImport }
  | { kind: "refused"; detail: string; places: { pointer: string; detail: string }[]; requestId: string | null };

/** Posts a document as it is; a dry run answers what importing it would do. */
export async function sendVex(file: File, { scope, slug }: ChosenScope, dryRun: boolean): Promise<Answer> {
  const query = { name: file.name.slice(0, 300), scope, slug: scope === "everywhere" ? null : slug.trim(), dryRun: dryRun ? "true" : null };
  try {
    const response = await fetch(withQuery("/api/v1/vex-documents", query), {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: file,
    });
    const body = await response.json();
    if (response.ok) return { kind: "answered", answer: body as VexImport };
    const places = Array.isArray(body.errors) ? body.errors : [];
    return {
      kind: "refused",
      detail: String(body.detail ?? `The server answered ${response.status}.`),
      places,
      requestId: response.headers.get("x-request-id"),
    };
  } catch {
    return { kind: "refused", detail: "The server could not be reached. Nothing was imported; try again.", places: [], requestId: null };
  }
}
