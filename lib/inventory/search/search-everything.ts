import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { likeLiteral, toTeamRef } from "@/lib/inventory/read";
import { ecosystemOfWord, leafOf, nameCandidates, normaliseName, purlOf } from "@/lib/purl";
import { selectPackagesByPrefix, selectServicesByText, selectVulnerabilitiesByPrefix } from "./queries/search";
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

/** Packages, services and vulnerabilities that what was typed so far may mean, best first. An empty text finds nothing. */
export async function searchEverything({ ctx, input }: Verb<z.input<typeof searchEverythingSchema>>): Promise<SearchResult> {
  requireScope(ctx, "inventory:read");
  const { q, limit } = searchEverythingSchema.parse(input);
  const typed = q.trim();
  if (typed === "") return { data: [] };
  const { ecosystem, name } = readTyped(typed);
  const text = typed.toLowerCase();
  const names = ecosystem === null ? nameCandidates(name) : [normaliseName(ecosystem, name)];
  const [packages, services, vulnerabilities] = await Promise.all([
    name === "" ? [] : selectPackagesByPrefix(pool(), names, name.toLowerCase(), ecosystem, limit),
    selectServicesByText(pool(), text, `%${likeLiteral(text)}%`, limit),
    idStart.test(typed) ? selectVulnerabilitiesByPrefix(pool(), typed.toUpperCase(), limit) : [],
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
  const vulnerabilityHits = vulnerabilities.map((row): SearchHit => ({ kind: "vulnerability", ...row, exact: row.name.toUpperCase() === typed.toUpperCase() }));
  return { data: share([packageHits, serviceHits, vulnerabilityHits], limit) };
}

// Every id of an advisory: letters, then what tells it apart. Two letters alone would find half of all there are.
const idStart = /^[A-Za-z][A-Za-z0-9]{1,}[-:]\S*$|^[A-Za-z][A-Za-z0-9]{2,}$/;

/** Exact ones first; of the rest each kind keeps at least its equal share of the room when it can fill it. */
function share(kinds: readonly SearchHit[][], limit: number): SearchHit[] {
  let room = limit;
  let waiting = kinds.length;
  const kept = new Map<readonly SearchHit[], number>();
  // The smallest first, so that what it leaves goes to the others.
  for (const hits of kinds.toSorted((a, b) => a.length - b.length)) {
    const part = Math.min(hits.length, Math.ceil(room / waiting));
    kept.set(hits, part);
    room -= part;
    waiting -= 1;
  }
  const all = kinds.flatMap((hits) => hits.slice(0, kept.get(hits)));
  return [...all.filter((hit) => hit.exact), ...all.filter((hit) => !hit.exact)];
}
