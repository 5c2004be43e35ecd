import { formatPurl, purlOf } from "@/lib/purl";
import type { PackageIdentity } from "@/lib/sbom/model";
import type { ExportedArtifact, ExportedStatement } from "./model";

/** The purl of a package version; what has none is generic, because every format wants one. */
export function componentPurl(identity: PackageIdentity): string {
  return (
    purlOf(identity) ?? formatPurl({ type: "generic", namespace: null, name: identity.name, version: identity.version || null, qualifiers: {}, subpath: null })
  );
}

/** The purl of an artifact, by which an import finds it again: of an image by its digest, else service, name and version. */
export function artifactPurl({ service, name, kind, version, digest }: ExportedArtifact): string {
  if (kind === "image" && digest?.startsWith("sha256:")) {
    const leaf = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
    return formatPurl({ type: "oci", namespace: null, name: leaf || "image", version: digest, qualifiers: {}, subpath: null });
  }
  return formatPurl({ type: "generic", namespace: service, name, version, qualifiers: {}, subpath: null });
}

/** What is done about something that is affected, as a sentence. */
export function actionOf({ detail, responses, acceptedUntil }: ExportedStatement): string {
  const accepted = acceptedUntil === null ? null : `The risk is accepted until ${acceptedUntil.toISOString()}.`;
  const said = responses.map((response) => responseWords[response]);
  return [accepted, detail, ...said].filter(Boolean).join("\n") || "What is done about it was not decided.";
}

const responseWords = {
  can_not_fix: "It cannot be fixed.",
  will_not_fix: "It will not be fixed.",
  update: "Update to a version that fixes it.",
  rollback: "Go back to a version that does not have it.",
  workaround_available: "There is a workaround.",
} as const;
