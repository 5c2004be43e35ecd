import { packageHref, serviceHref } from "@/components/urls";
import type { SearchHit } from "@/lib/inventory/search/schemas";

export type { SearchHit };

/** Where a search hit leads. */
export function hrefOfHit(hit: SearchHit): string {
  return hit.kind === "package" ? packageHref(hit) : serviceHref(hit.slug);
}
