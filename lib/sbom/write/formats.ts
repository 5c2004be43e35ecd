/** What one export format is called, which versions it has, and how its files are sent. */
export type ExportFormat = {
  format: string;
  label: string;
  /** The first is taken when none is asked for. */
  versions: readonly string[];
  contentType: string;
  extension: string;
};

/** Everything that a build or a service can be exported as. Free of code, so that menus can read it too. */
export const exportFormats = [
  {
    format: "cyclonedx-json",
    label: "CycloneDX JSON",
    versions: ["1.6", "1.7", "1.5", "1.4"],
    contentType: "application/vnd.cyclonedx+json",
    extension: "cdx.json",
  },
  {
    format: "cyclonedx-xml",
    label: "CycloneDX XML",
    versions: ["1.6", "1.7", "1.5", "1.4"],
    contentType: "application/vnd.cyclonedx+xml",
    extension: "cdx.xml",
  },
  { format: "spdx-json", label: "SPDX JSON", versions: ["2.3"], contentType: "application/spdx+json", extension: "spdx.json" },
  { format: "spdx-tag-value", label: "SPDX tag-value", versions: ["2.3"], contentType: "text/spdx; charset=utf-8", extension: "spdx" },
  { format: "spdx3-json-ld", label: "SPDX JSON-LD", versions: ["3.0.1"], contentType: "application/ld+json", extension: "spdx3.json" },
  { format: "csv", label: "CSV", versions: ["1"], contentType: "text/csv; charset=utf-8", extension: "csv" },
] as const satisfies readonly ExportFormat[];

export type ExportFormatName = (typeof exportFormats)[number]["format"];

/** The format of this name. */
export function exportFormat(name: ExportFormatName): ExportFormat {
  return exportFormats.find(({ format }) => format === name) as ExportFormat;
}
