import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { likeLiteral, toTeamRef } from "@/lib/inventory/read";
import { ecosystemOfWord, leafOf, nameCandidates, normaliseName, purlOf } from "@/lib/purl";
import { selectPackagesByPrefix, selectServicesByText } from "./queries/search";
import { type SearchHit, type SearchResult, searchEverythingSchema } from "./schemas";

/** What was typed, for the packages: `npm:lod` looks in npm, `lodash@4` for `lodash`. */
function readTyped(typed: string): { ecosystem: string | null; name: string } {
  const colon = typed.indexOf(":");
  const word = colon > 0 ? ecosystemOfWord(typed.slice(0, colon)) : null;
  const rest = word ? typed.slice(colon + 1) : typed;
  const at = rest.indexOf("@", 1);
  const name = at > 0 ? rest.slice(0, at) : rest;
  return { ecosystem: word?.ecosystem ?? null, name: word?.namespace && name !== "" ? `${word.namespace}/${name}` : name };
}

/** Packages and services that what was typed so far may mean, best first. An empty text finds nothing. */
export async function searchEverything({ ctx, input }: Verb<z.input<typeof searchEverythingSchema>>): Promise<SearchResult> {
  requireScope(ctx, "inventory:read");
  const { q, limit } = searchEverythingSchema.parse(input);
  const typed = q.trim();
  if (typed === "") return { data: [] };
  const { ecosystem, name } = readTyped(typed);
  const text = typed.toLowerCase();
  const names = ecosystem === null ? nameCandidates(name) : [normaliseName(ecosystem, name)];
  const [packages, services] = await Promise.all([
    name === "" ? [] : selectPackagesByPrefix(pool(), names, name.toLowerCase(), ecosystem, limit),
    selectServicesByText(pool(), text, `%${likeLiteral(text)}%`, limit),
  ]);
  const packageHits = packages.map(
    (row): SearchHit => ({
      kind: "package",
      ecosystem: row.ecosystem,
      name: row.name,
      purl: purlOf({ ...row, version: "", release: "" }),
      exact: names.includes(row.name) || leafOf(row.ecosystem, row.name) === name.toLowerCase(),
    }),
  );
  const serviceHits = services.map(
    (row): SearchHit => ({
      kind: "service",
      slug: row.slug,
      name: row.name,
      team: toTeamRef(row),
      exact: row.slug === text || row.name.toLowerCase() === text,
    }),
  );
  return { data: share(packageHits, serviceHits, limit) };
}

/** Exact ones first; of the rest each kind keeps at least half of the room when it can fill it. */
function share(packages: SearchHit[], services: SearchHit[], limit: number): SearchHit[] {
  const half = Math.floor(limit / 2);
  const kept = [...packages.slice(0, Math.max(limit - services.length, limit - half)), ...services.slice(0, Math.max(limit - packages.length, half))];
  return [...kept.filter((hit) => hit.exact), ...kept.filter((hit) => !hit.exact)];
}
