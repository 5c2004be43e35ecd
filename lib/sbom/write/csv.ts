import { stringify } from "csv-stringify/sync";
import { analyseGraph } from "../analyse-graph";
import { completenessOf } from "../completeness";
import type { Bom, Component, ComponentDetails, ComponentHash } from "../model";
import { purlsOf } from "./draft";

/** The columns, in order; lists are separated by "; ". */
const columns = [
  "ecosystem",
  "name",
  "version",
  "release",
  "purl",
  "type",
  "scope",
  "direct",
  "depth",
  "via",
  "supplier",
  "author",
  "licences_declared",
  "licences_concluded",
  "licences_observed",
  "copyright",
  "description",
  "cpes",
  "sha256",
  "hashes",
  "source_package",
  "source_version",
  "distro",
  "download_url",
  "homepage_url",
  "repository_url",
  "sbom_completeness",
] as const;
type OfWhole = "direct" | "depth" | "via" | "sbom_completeness";
type CsvRecord = Record<(typeof columns)[number], string>;

/** One line per component (RFC 4180). A cell that a spreadsheet would run as a formula is made text. */
export function csvText(bom: Bom): string {
  const { components, details, graph } = bom;
  const completeness = completenessOf(bom) ?? "";
  const { direct, depth, via } = analyseGraph(components.length, graph);
  const nameOf = (index: number) => labelOf(components[index] as Component);
  const records = components.map((component, index) => {
    const own = recordOf(component, (details as ComponentDetails[])[index] as ComponentDetails);
    return {
      ...own,
      direct: String(direct[index] === 1),
      depth: depth[index] === 0 ? "" : String(depth[index]),
      via: listed((via[index] ?? []).map(nameOf)),
      // In every line: a list of components is cut, sorted and pasted elsewhere.
      sbom_completeness: completeness,
    };
  });
  return stringify(records, { header: true, columns: [...columns], escape_formulas: true, record_delimiter: "windows" });
}

function recordOf(component: Component, details: ComponentDetails): Omit<CsvRecord, OfWhole> {
  const { licences, sourcePackage } = details;
  return {
    ecosystem: component.ecosystem,
    name: component.name,
    version: component.version,
    release: component.release,
    purl: purlsOf(component, details)[0] ?? "",
    type: details.type,
    scope: component.scope,
    supplier: details.supplier ?? "",
    author: details.author ?? "",
    licences_declared: listed(licences.declared),
    licences_concluded: listed(licences.concluded),
    licences_observed: listed(licences.observed),
    copyright: details.copyright ?? "",
    description: details.description ?? "",
    cpes: listed(details.cpes),
    sha256: component.sha256?.replaceAll(" ", "; ") ?? "",
    hashes: listed(details.hashes.map(({ algorithm, value }: ComponentHash) => `${algorithm}:${value}`)),
    source_package: sourcePackage?.name ?? "",
    source_version: sourcePackage?.version ?? "",
    distro: details.distro ?? "",
    download_url: details.downloadUrl ?? "",
    homepage_url: details.homepageUrl ?? "",
    repository_url: details.repositoryUrl ?? "",
  };
}

function labelOf({ name, version }: Component): string {
  return version === "" ? name : `${name} ${version}`;
}

function listed(values: readonly string[]): string {
  return values.join("; ");
}
