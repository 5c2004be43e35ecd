import { type Bom, readBom } from "@/lib/sbom";
import { isPackageName, type Note, type PackageClaim, refused } from "./claim";
import { type JsonNode, memberOf } from "./json/scan-json";
import { checkLines } from "./limits";
import type { Draft } from "./read-blocks";

/** True for the JSON of an SBOM, by the fields that its standard demands. */
export function isJsonSbom(root: JsonNode): boolean {
  return (
    memberOf(root, "bomFormat") !== null || memberOf(root, "spdxVersion") !== null || (memberOf(root, "@context") !== null && memberOf(root, "@graph") !== null)
  );
}

/** True for the beginning of an SBOM in XML, tag-value or YAML. */
export const isTextSbom = (start: string): boolean =>
  /^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:\w+:)?(?:bom|Document|rdf:RDF)\b[^>]*(?:cyclonedx|spdx)|^SPDXVersion:\s*SPDX-/i.test(start);

/** The components of an SBOM, an entry each: `line` is the number of the component. Throws what `readBom` throws. */
export function sbomDrafts(bytes: Uint8Array): { drafts: Draft[]; count: number } {
  const bom: Bom = readBom(bytes);
  checkLines(bom.components.length);
  return { drafts: bom.components.map(draftOf), count: bom.components.length };
}

function draftOf({ ecosystem, name, version, release }: Bom["components"][number], index: number): Draft {
  const draft = {
    kind: "entry",
    line: index + 1,
    text: `${ecosystem === "unidentified" ? "" : `${ecosystem}:`}${name} ${version}`.trim(),
    section: null,
  } as const;
  if (!isPackageName(name)) return { ...draft, reading: refused("unreadable", "The component's name is none of a package.") };
  const notes: Note[] = release === "" ? [] : [{ code: "release_ignored", message: `The release ${release} does not narrow the search.` }];
  const claim: PackageClaim = {
    kind: "package",
    ecosystem: ecosystem === "unidentified" ? null : ecosystem,
    namespace: null,
    name,
    versions: version === "" ? [] : [{ kind: "exact", text: version }],
    isBare: version === "",
  };
  return { ...draft, reading: { kind: "read", claims: [claim], notes } };
}
