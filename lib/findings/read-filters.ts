import type { ClientBase } from "pg";
import { advisoryKinds } from "@/lib/advisories/model";
import { resolveAdvisories } from "@/lib/blast-radius/resolve-advisories";
import { resolveTerms } from "@/lib/blast-radius/resolve-terms";
import { WhereinError } from "@/lib/errors";
import { normaliseName } from "@/lib/purl";
import { type Diagnostic, parseQuestion, type Term } from "@/lib/query";
import { componentScopes } from "@/lib/sbom/model";
import type { FindingFilters } from "./queries/filters";
import type { ListFindings } from "./schemas";

type Input = Pick<ListFindings, "q" | "team" | "service" | "artifactId" | "kind" | "severity" | "kev" | "ecosystem" | "package"> &
  Partial<Pick<ListFindings, "state" | "source" | "sbomGap" | Moment | "closeReason">>;
type Moment = "openedSince" | "openedBefore" | "closedSince" | "closedBefore" | "openAt";

const harmless = new Set(["qualifiers_ignored"]);

/** The filters of a list, with `q` read into them. Throws `invalid` with `question_unreadable` for a `q` of which any part cannot be used. */
export async function readFilters(client: ClientBase, input: Input): Promise<FindingFilters> {
  const { terms, facets, diagnostics } = parseQuestion(input.q ?? "");
  const unread = [...diagnostics.filter(({ code }) => !harmless.has(code)), ...terms.flatMap(notAFinding)];
  const times = (["asof", "during"] as const).filter((name) => facets[name] !== undefined);
  for (const name of times)
    unread.push({ code: "not_supported_yet", message: `"${name}:" is not available for findings: each says when it was opened and closed.`, start: 0, end: 0 });
  if (unread.length > 0) throw unreadable(unread);
  const kinds = [...(input.kind ?? []), ...advisoryKinds.filter((kind) => facets.kind?.includes(kind))];
  const artifactKinds = facets.kind?.filter((kind) => !(advisoryKinds as readonly string[]).includes(kind)) ?? [];
  const ecosystems = input.ecosystem ?? null;
  return {
    services: {
      teams: merge(facets.team, input.team),
      services: merge(facets.service, input.service),
      kinds: artifactKinds.length > 0 ? artifactKinds : null,
      refs: facets.ref ?? null,
      scopes: facets.scope?.map((scope) => componentScopes.indexOf(scope)) ?? null,
      direct: facets.direct ?? null,
    },
    artifactId: input.artifactId ?? null,
    vulnerability: {
      kinds: kinds.length > 0 ? kinds : null,
      severities: merge(facets.severity, input.severity),
      kev: input.kev === undefined ? null : input.kev === "true",
    },
    ecosystems,
    names: input.package === undefined ? null : [...new Set([input.package, ...(ecosystems ?? []).map((each) => normaliseName(each, input.package ?? ""))])],
    meant: terms.length === 0 ? null : await meantBy(client, terms),
    state: input.state ?? "open",
    source: input.source ?? null,
    sbomGap: input.sbomGap === undefined ? null : input.sbomGap === "true",
    openedSince: momentOf(input.openedSince),
    openedBefore: momentOf(input.openedBefore),
    closedSince: momentOf(input.closedSince),
    closedBefore: momentOf(input.closedBefore),
    closeReasons: input.closeReason ?? null,
    openAt: momentOf(input.openAt),
  };
}

/** Package versions that the terms name, and vulnerabilities. An advisory's own matches would leave out what it no longer affects. */
async function meantBy(client: ClientBase, terms: readonly Term[]): Promise<FindingFilters["meant"]> {
  const named = terms.filter(({ kind }) => kind !== "advisory");
  const packages = named.length > 0 ? await resolveTerms(client, named) : null;
  const { vulnerabilities } = await resolveAdvisories(client, terms);
  return { versions: packages?.matched ?? "{}", vulnerabilities: vulnerabilities.map(({ rowId }) => rowId) };
}

function momentOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}

function notAFinding(term: Term): Diagnostic[] {
  if (term.kind !== "hash") return [];
  return [{ code: "not_supported_yet", message: "Findings are of packages: a hash names none.", start: term.start, end: term.end }];
}

function merge<T extends string>(inText: readonly T[] | undefined, beside: readonly T[] | undefined): T[] | null {
  const all = [...new Set([...(inText ?? []), ...(beside ?? [])])];
  return all.length === 0 ? null : all;
}

function unreadable(diagnostics: readonly Diagnostic[]): WhereinError {
  return new WhereinError("invalid", "A part of the filter cannot be read, so nothing is listed.", {
    reason: "question_unreadable",
    errors: diagnostics.map(({ code, message }) => ({ pointer: "?q", detail: message, code })),
  });
}
