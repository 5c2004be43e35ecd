import { factsOfFormat } from "@/lib/sbom/formats";

/** The name that people use for a stored format: `CycloneDX 1.6 (XML)`. */
export function formatName(format: string | null, specVersion: string | null): string {
  if (format === null) return "not read";
  const facts = factsOfFormat(format);
  const versioned = [facts?.standard ?? format, specVersion].filter((part) => part !== null).join(" ");
  return facts === null ? versioned : `${versioned} (${facts.serialisation})`;
}
