import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { answerTerms } from "./answer-terms";
import { asPackageRow } from "./present";
import { listPackageServicesSchema, type PackageServices } from "./schemas";

/** Who holds a package now, at whatever version. An unknown package has no rows: `getPackage` says whether there is one. */
export async function listPackageServices({ ctx, input }: Verb<z.input<typeof listPackageServicesSchema>>): Promise<PackageServices> {
  requireScope(ctx, "inventory:read");
  const { ecosystem, name, sort, limit, cursor } = listPackageServicesSchema.parse(input);
  const facets = { teams: null, services: null, kinds: null, refs: null, scopes: null, direct: null };
  const whole = {
    text: name,
    label: name,
    terms: [packageTerm(ecosystem, name)],
    list: null,
    diagnostics: [],
    facets,
    asOf: null,
    window: null,
    when: "now" as const,
  };
  const { data, meta } = await answerTerms(whole, { sort, limit, cursor });
  return { data: data.flatMap((row) => asPackageRow(row) ?? []), meta: { limit: meta.limit, nextCursor: meta.nextCursor, rows: meta.rows } };
}

// A namespace is said to be known, so that the name is not taken for a last segment.
function packageTerm(ecosystem: string, name: string) {
  return { kind: "package", ecosystem, namespace: "", name, version: { kind: "any" }, start: 0, end: 0 } as const;
}
