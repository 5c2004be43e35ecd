import { WhereinError } from "@/lib/errors";
import type { Standard } from "./detect";
import { cleanText } from "./text";
import type { WarningSink } from "./warnings";

/** Read by what its draft says; it may still change. */
const draftVersion = "2.0";

const rules: Record<Standard, { label: string; shape: RegExp; known: ReadonlySet<string>; accepted: string; advice: string }> = {
  cyclonedx: {
    label: "CycloneDX",
    shape: /^(1\.\d{1,3}|2\.0)$/,
    known: new Set(["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", draftVersion]),
    accepted: "1.0 to 1.7 and the draft of 2.0",
    advice: "Let your tool write CycloneDX 1.2 to 1.7 as JSON, XML or protobuf",
  },
  "spdx-2": {
    label: "SPDX",
    shape: /^SPDX-2\.\d{1,3}(\.\d{1,3})?$/,
    known: new Set(["SPDX-2.1", "SPDX-2.2", "SPDX-2.2.1", "SPDX-2.3"]),
    accepted: "2.1 to 2.3 and 3.0",
    advice: "Let your tool write SPDX 2.3 as JSON, tag-value, YAML, RDF/XML or XML",
  },
  "spdx-3": {
    label: "SPDX",
    shape: /^3\.\d{1,3}(\.\d{1,3})?$/,
    known: new Set(["3.0", "3.0.0", "3.0.1"]),
    accepted: "2.1 to 2.3 and 3.0",
    advice: "Let your tool write SPDX 3.0.1",
  },
};

/**
 * The specification version without the prefix `SPDX-`. Other minor versions are read with a warning; another major
 * version, or none, throws `unsupported` with the reason `spec_version_unsupported`.
 */
export function readSpecVersion(standard: Standard, value: unknown, pointer: string, sink: WarningSink): string {
  const rule = rules[standard];
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  if (!rule.shape.test(text)) {
    const said = text === "" ? "without a version" : `version ${JSON.stringify(cleanText(text.slice(0, 40)))}`;
    throw new WhereinError("unsupported", `This is ${rule.label} ${said}; Wherein reads ${rule.accepted}. ${rule.advice}.`, {
      reason: "spec_version_unsupported",
      errors: [{ pointer, detail: `Expected one of ${[...rule.known].join(", ")}.` }],
    });
  }
  if (typeof value !== "string") sink.add("spec_version_not_text", () => pointer);
  if (standard === "cyclonedx" && text === draftVersion) sink.add("spec_version_draft", () => pointer);
  if (!rule.known.has(text)) sink.add("spec_version_unknown", () => pointer);
  return text.replace("SPDX-", "");
}
