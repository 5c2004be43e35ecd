import { packageHref, serviceHref, vulnerabilityHref } from "@/components/urls";
import type { SearchHit } from "@/lib/inventory/search/schemas";

export type { SearchHit };

/** Where a search hit leads. */
export function hrefOfHit(hit: SearchHit): string {
  switch (hit.kind) {
    case "package":
      return packageHref(hit);
    case "service":
      return serviceHref(hit.slug);
    case "vulnerability":
      return vulnerabilityHref(hit.id);
  }
}

/** A hit in two texts: what it is called, and what tells it from others. */
export function wordsOfHit(hit: SearchHit): { name: string; note: string } {
  switch (hit.kind) {
    case "package":
      return { name: hit.name, note: hit.ecosystem };
    case "service":
      return { name: hit.slug, note: hit.team?.name ?? "service" };
    case "vulnerability":
      return { name: hit.name, note: hit.advisoryKind === "vulnerability" ? hit.severity : hit.advisoryKind };
  }
}
