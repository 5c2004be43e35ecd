import type { DecisionRow, Subject } from "@/lib/decisions/schemas";
import { visible } from "@/lib/text/visible.mjs";

export const phaseWords: Record<DecisionRow["phase"], string> = { waiting: "waits for approval", standing: "stands", ended: "ended" };

export const endWords: Record<NonNullable<DecisionRow["ended"]>["cause"], string> = {
  withdrawn: "withdrawn",
  undone: "undone",
  rejected: "rejected",
  lapsed: "nobody approved it in time",
  expired: "expired",
};

export const originWords: Record<DecisionRow["origin"], string> = { person: "", openvex: "OpenVEX", cyclonedx: "CycloneDX VEX", csaf: "CSAF VEX" };

/** `lodash <4.17.21`, `every version of lodash` or `any package`. */
export function packageWords({ package: of, versions }: Subject): string {
  if (of === null) return "any package";
  return visible(versions === null ? `every version of ${of.name}` : `${of.name} ${versions}`);
}

/** Where it counts: `the service Checkout`, `everywhere`. */
export function scopeText({ scope, name, artifact }: Subject): string {
  if (scope === "everywhere") return "everywhere";
  if (scope === "artifact") return artifact === null ? "an artifact" : visible(`${artifact.name} (${artifact.kind}, ${artifact.ref}) of ${name ?? ""}`);
  return visible(`the ${scope} ${name ?? ""}`);
}
