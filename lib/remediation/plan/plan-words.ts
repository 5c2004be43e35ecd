import type { Brought, Disagreement, PlanTarget, PlanUpgrade } from "./schemas";

/** The versions in use, for one line of text. */
export function versionsText(versions: PlanUpgrade["versions"]): string {
  return versions.map(({ version }) => version || "no version").join(", ");
}

/** What to set by hand: the version on the same major, unless another closes more. */
export function overrideOf({ sameLine, any }: Pick<Brought, "sameLine" | "any">): PlanTarget | null {
  return sameLine !== null && (any === null || sameLine.closes >= any.closes) ? sameLine : any;
}

/** What the direct dependency brings, and how that is fixed: by a version of it that is known to bring a fixed one, else by hand. */
export function broughtText({ package: { name }, versions, broughtFixedBy, ...targets }: Brought): string {
  const from = `${name} ${versionsText(versions)}`;
  if (broughtFixedBy)
    return broughtFixedBy.isInUse
      ? `${from}: ${broughtFixedBy.version}, in use here, brings ${broughtFixedBy.brings} elsewhere; resolve again`
      : `${from}: ${broughtFixedBy.version} brings ${broughtFixedBy.brings}`;
  const to = overrideOf(targets);
  return to === null ? `${from}: no version fixes it` : `${from}: not known which version brings a fixed one; override with ${to.version}`;
}

/** Who says what of where a vulnerability is fixed. */
export function disagreementText({ vulnerability, fixes }: Disagreement): string {
  return `${vulnerability}: ${fixes.map(({ id, fixed }) => `${id} says ${fixed ?? "that nothing fixes it"}`).join(", ")}`;
}

/**
 * What a step closes: by itself, and `together` more because the steps above were done as well, as what several direct dependencies bring goes only with the
 * last of them. `more` is null where there is nothing to add.
 */
export function closedWords(alone: number, together: number, text: (n: number) => string): { first: string; more: string | null } {
  if (alone > 0) return { first: text(alone), more: together > 0 ? `and ${text(together)} with the steps above` : null };
  return together > 0 ? { first: text(together), more: "with the steps above" } : { first: "none yet", more: "with later steps" };
}

/** The services and teams of what an upgrade closes by itself, or of what it has a part in where that is nothing. */
export function placesOf({ closes, concerns }: Pick<PlanUpgrade, "closes" | "concerns">): { services: number; teams: number } {
  return closes.findings > 0 ? closes : concerns;
}
