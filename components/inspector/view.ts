import { filled, many, one, oneOf, type SearchParams } from "@/components/search-params";
import { serviceHref, withQuery } from "@/components/urls";
import { type AdvisoryKind, advisoryKinds, type SeverityWord, severityWords } from "@/lib/advisories/model";
import { type InspectorState, inspectorStates } from "@/lib/aws/observations/schemas/side";

/** Who says so, as one choice: silence of what nobody scans apart from a disagreement, and gaps apart from what SBOMs list. */
export const choices = ["all", "both", "osv", "unscanned", "inspector", "gaps"] as const;
export type Choice = (typeof choices)[number];

/** A service's list of both sides, as its URL says it. */
export type InspectorView = {
  says: Choice;
  state: readonly InspectorState[];
  severity: readonly SeverityWord[];
  kind: readonly AdvisoryKind[];
  artifactId: number | undefined;
  cursor: string | undefined;
};

export function inspectorViewOf(parameters: SearchParams): InspectorView {
  const artifactId = Number(one(parameters.artifactId));
  return {
    says: oneOf(parameters.says, choices) ?? "all",
    state: inspectorStates.filter((state) => many(parameters.state).includes(state)),
    severity: severityWords.filter((word) => many(parameters.severity).includes(word)),
    kind: advisoryKinds.filter((kind) => many(parameters.kind).includes(kind)),
    artifactId: Number.isSafeInteger(artifactId) && artifactId > 0 ? artifactId : undefined,
    cursor: one(parameters.cursor),
  };
}

export function inspectorHref(slug: string, view: InspectorView, changes: Partial<InspectorView> = {}): string {
  const { says, ...rest } = { ...view, cursor: undefined, ...changes };
  return withQuery(`${serviceHref(slug)}/inspector`, { says: says === "all" ? null : says, ...rest });
}

export const noInspectorFilters: Partial<InspectorView> = { says: "all", state: [], severity: [], kind: [], artifactId: undefined };

export function isNarrowed({ says, state, severity, kind, artifactId }: InspectorView): boolean {
  return says !== "all" || artifactId !== undefined || [state, severity, kind].some((list) => list.length > 0);
}

const asked = {
  all: {},
  both: { status: ["both" as const] },
  osv: { status: ["osv" as const], scanned: "true" as const },
  unscanned: { status: ["osv" as const], scanned: "false" as const },
  inspector: { status: ["inspector" as const] },
  gaps: { sbomGap: "true" as const },
};

/** What the API and the verb take for a view. */
export function inspectorInput({ says, state, severity, kind, artifactId }: InspectorView) {
  return { ...asked[says], state: filled(state), severity: filled(severity), kind: filled(kind), artifactId };
}

/** The findings of Inspector behind a row. */
export function behindHref(slug: string, row: { artifact: { id: number }; packageVersionId: number; vulnerability: { id: string } }): string {
  return `${serviceHref(slug)}/inspector/${row.artifact.id}/${row.packageVersionId}/${encodeURIComponent(row.vulnerability.id)}`;
}
