import { formatPurl, identifyPurl, parsePurl, purlOf } from "@/lib/purl";
import type { Bom, Component, ComponentDetails } from "@/lib/sbom";
import { purlsOf, shownName } from "@/lib/sbom/write/draft";
import { purlLengthMax, requestBytesMax, requestComponentsMax } from "./limits";

/** A component as it is sent. Its `bom-ref` is its position among the build's components. */
export type SentComponent = { "bom-ref": string; type: string; name: string; version?: string; purl?: string };

/** What one request sends: CycloneDX 1.5, flat, with nothing but what the scanner looks at. */
export type SentSbom = { bomFormat: "CycloneDX"; specVersion: "1.5"; version: 1; components: SentComponent[] };

export type SplitLimits = { componentsMax: number; bytesMax: number };
const usual: SplitLimits = { componentsMax: requestComponentsMax, bytesMax: requestBytesMax };

/** What CycloneDX 1.5 knows and the scanner tells apart; anything else is a library. */
const types: ReadonlySet<string> = new Set(["application", "framework", "library", "container", "operating-system", "firmware", "file"]);

/** The reference of the component at a position of the build's components. */
export const refOf = (position: number) => `c${position}`;

/**
 * A build's SBOM, read with details, as the SBOMs of as many requests as it takes: every component is in exactly one, in order, and the same
 * document is always split in the same way, so that a scan goes on where it stopped.
 */
export function splitBom(bom: Bom, { componentsMax, bytesMax }: SplitLimits = usual): SentSbom[] {
  const parts: SentSbom[] = [];
  let components: SentComponent[] = [];
  let bytes = 0;
  bom.components.forEach((component, position) => {
    const sent = toSent(component, bom.details?.[position], position);
    const size = Buffer.byteLength(JSON.stringify(sent)) + 1;
    if (components.length === componentsMax || (components.length > 0 && bytes + size > bytesMax)) {
      parts.push(toSbom(components));
      components = [];
      bytes = 0;
    }
    components.push(sent);
    bytes += size;
  });
  if (components.length > 0) parts.push(toSbom(components));
  return parts;
}

function toSbom(components: SentComponent[]): SentSbom {
  return { bomFormat: "CycloneDX", specVersion: "1.5", version: 1, components };
}

function toSent(component: Component, details: ComponentDetails | undefined, position: number): SentComponent {
  const name = details === undefined ? component.name : shownName(component, details);
  const type = details !== undefined && types.has(details.type) ? details.type : "library";
  const purl = sentPurl(component, details);
  return { "bom-ref": refOf(position), type, name, ...(component.version !== "" && { version: component.version }), ...(purl !== null && { purl }) };
}

/** Qualifiers that say what a package is; the rest (addresses of registries and repositories, checksums) is nobody else's business. */
const sentQualifiers: ReadonlySet<string> = new Set(["arch", "distro", "epoch", "upstream", "source", "sourceversion", "type", "classifier"]);

/** The document's own purl, without addresses, where that says all of the identity; else one made of the identity. */
function sentPurl(component: Component, details: ComponentDetails | undefined): string | null {
  if (component.ecosystem === "unidentified") return null;
  const [own] = details === undefined ? [] : purlsOf(component, details);
  const bare = own === undefined ? null : withoutAddresses(own);
  if (bare === null || bare.length > purlLengthMax) return purlOf(component);
  const found = identifyPurl(bare)?.identity;
  const isWhole = found?.name === component.name && found.version === component.version && found.release === component.release;
  return isWhole ? bare : purlOf(component);
}

function withoutAddresses(purl: string): string | null {
  try {
    const parsed = parsePurl(purl);
    const kept = Object.entries(parsed.qualifiers ?? {}).filter(([name]) => sentQualifiers.has(name));
    return formatPurl({ ...parsed, qualifiers: kept.length === 0 ? null : Object.fromEntries(kept), subpath: null });
  } catch {
    return null;
  }
}
