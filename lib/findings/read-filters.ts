import type { ClientBase } from "pg";
import { advisoryKinds } from "@/lib/advisories/model";
import { selectOwed } from "@/lib/aws/alone";
import { resolveAdvisories } from "@/lib/blast-radius/resolve-advisories";
import { resolveTerms } from "@/lib/blast-radius/resolve-terms";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { normaliseName } from "@/lib/purl";
import { type Diagnostic, parseQuestion, type QuestionFacets, type Term } from "@/lib/query";
import { componentScopes } from "@/lib/sbom/model";
import type { FindingFilters } from "./queries/filters";
import type { QueueFilters } from "./queries/queue-filters";
import type { ListFindings } from "./schemas";

type Input = Omit<Partial<ListFindings>, "sort" | "limit" | "cursor">;

const harmless = new Set(["qualifiers_ignored"]);
const weekMs = 7 * 86_400_000;

/**
 * The filters of a list, with `q` read into them; `ctx` says who `me` is. Throws `invalid` with `question_unreadable` for a `q` of which any part cannot be
 * used, and for what narrows only what is open beside a list of something else.
 */
export async function readFilters(client: ClientBase, ctx: Context, input: Input): Promise<FindingFilters> {
  const { terms, facets, diagnostics } = parseQuestion(input.q ?? "");
  const unread = [...diagnostics.filter(({ code }) => !harmless.has(code)), ...terms.flatMap(notAFinding)];
  const times = (["asof", "during"] as const).filter((name) => facets[name] !== undefined);
  for (const name of times)
    unread.push({ code: "not_supported_yet", message: `"${name}:" is not available for findings: each says when it was opened and closed.`, start: 0, end: 0 });
  if (unread.length > 0) throw unreadable(unread);
  const kinds = [...(input.kind ?? []), ...advisoryKinds.filter((kind) => facets.kind?.includes(kind))];
  const artifactKinds = facets.kind?.filter((kind) => !(advisoryKinds as readonly string[]).includes(kind)) ?? [];
  const ecosystems = input.ecosystem ?? null;
  const kev = input.kev === undefined ? facets.kev : input.kev === "true";
  const filters: FindingFilters = {
    services: {
      teams: merge(facets.team, input.team),
      services: merge(facets.service, input.service),
      kinds: artifactKinds.length > 0 ? artifactKinds : null,
      refs: facets.ref ?? null,
      scopes: facets.scope?.map((scope) => componentScopes.indexOf(scope)) ?? null,
      direct: facets.direct ?? null,
    },
    tiers: merge(facets.tier, input.tier),
    environments: merge(facets.env, input.environment),
    artifactId: input.artifactId ?? null,
    vulnerability: { kinds: kinds.length > 0 ? kinds : null, severities: merge(facets.severity, input.severity), kev: kev ?? null },
    ecosystems,
    names: input.package === undefined ? null : [...new Set([input.package, ...(ecosystems ?? []).map((each) => normaliseName(each, input.package ?? ""))])],
    packages: input.packages?.map(packageOf) ?? null,
    vulnerabilities: input.vulnerability?.map((id) => id.toUpperCase()) ?? null,
    meant: terms.length === 0 ? null : await meantBy(client, terms),
    state: input.state ?? "open",
    source: input.source ?? null,
    sbomGap: input.sbomGap === undefined ? null : input.sbomGap === "true",
    alone: input.source === "inspector" && (input.state ?? "open") === "open" ? { owed: await selectOwed(client) } : null,
    openedSince: momentOf(input.openedSince ?? facets.since),
    openedBefore: momentOf(input.openedBefore),
    closedSince: momentOf(input.closedSince),
    closedBefore: momentOf(input.closedBefore),
    openAt: momentOf(input.openAt),
    closeReasons: input.closeReason ?? null,
    queue: queueOf(ctx, input, facets),
  };
  requireOpen(filters);
  return filters;
}

function queueOf({ actor }: Context, input: Input, facets: QuestionFacets): QueueFilters {
  const assignees = merge(facets.assignee, input.assignee);
  const now = new Date();
  const due = merge(facets.due, input.due);
  return {
    states: merge(facets.decision, input.decision),
    assignees: assignees && {
      people: assignees
        .filter((each) => each !== "none" && each !== "disabled")
        .map((each) => (each === "me" ? (actor.kind === "user" ? actor.id : nobody) : each)),
      nobody: assignees.includes("none"),
      disabled: assignees.includes("disabled"),
    },
    due: due && { words: due, now, soon: new Date(now.getTime() + weekMs) },
  };
}

/** Who calls with a token, or as the system, is at no finding. */
const nobody = "00000000-0000-0000-0000-000000000000";

function requireOpen({ state, source, queue }: FindingFilters): void {
  if (state === "open" && source !== "inspector") return;
  const given = [queue.states && "decision", queue.assignees && "assignee", queue.due && "due"].filter((name) => name !== null);
  if (given.length === 0) return;
  const errors = given.map((name) => ({ pointer: `?${name}`, detail: "Only of what is open and a mirrored advisory says", code: "not_of_this_list" }));
  const detail = "What is decided, who is at it and when it is due is known of open findings of mirrored advisories only.";
  throw new WhereinError("invalid", detail, { reason: "question_unreadable", errors });
}

/** Package versions that the terms name, and vulnerabilities. An advisory's own matches would leave out what it no longer affects. */
async function meantBy(client: ClientBase, terms: readonly Term[]): Promise<FindingFilters["meant"]> {
  const named = terms.filter(({ kind }) => kind !== "advisory");
  const packages = named.length > 0 ? await resolveTerms(client, named) : null;
  const { vulnerabilities } = await resolveAdvisories(client, terms);
  return { versions: packages?.matched ?? "{}", vulnerabilities: vulnerabilities.map(({ rowId }) => rowId) };
}

function notAFinding(term: Term): Diagnostic[] {
  if (term.kind !== "hash") return [];
  return [{ code: "not_supported_yet", message: "Findings are of packages: a hash names none.", start: term.start, end: term.end }];
}

function merge<T>(inText: readonly T[] | undefined, beside: readonly T[] | undefined): T[] | null {
  const all = [...new Set([...(inText ?? []), ...(beside ?? [])])];
  return all.length === 0 ? null : all;
}

/** Names may hold colons, ecosystems do not. */
function packageOf(text: string): { ecosystem: string; name: string } {
  const end = text.indexOf(":");
  return { ecosystem: text.slice(0, Math.max(end, 0)), name: text.slice(end + 1) };
}

const momentOf = (text: string | undefined) => (text === undefined ? null : new Date(text));

function unreadable(diagnostics: readonly Diagnostic[]): WhereinError {
  return new WhereinError("invalid", "A part of the filter cannot be read, so nothing is listed.", {
    reason: "question_unreadable",
    errors: diagnostics.map(({ code, message }) => ({ pointer: "?q", detail: message, code })),
  });
}
