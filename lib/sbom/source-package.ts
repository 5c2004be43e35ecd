import type { SourcePackage } from "./model";

/** `epoch:version-release`, as distros write it. Epoch 0 is the same as none. */
export function fullVersion(epoch: string | null, version: string | null, release: string | null): string | null {
  if (version === null || version === "") return null;
  const shown = release === null || release === "" ? version : `${version}-${release}`;
  return epoch === null || !/^[1-9]\d{0,8}$/.test(epoch) || /^\d+:/.test(version) ? shown : `${epoch}:${shown}`;
}

/**
 * Name and version in the file name of a source package: `zlib-1.2.11-40.el9.src.rpm` is zlib 1.2.11-40.el9. Amazon
 * Inspector writes Debian's in the same way, as `.src.dpkg`. Such names lack the epoch: where the version is the binary's own
 * (`binaryVersion`), so is the epoch.
 */
export function sourceOfFile(file: string, binaryVersion: string | null): SourcePackage | null {
  const parts = /^([^/]{1,200})-([^-/]{1,200})-([^-/]{1,200})\.(?:no)?src\.(?:rpm|dpkg)$/.exec(file);
  if (parts === null) return null;
  const version = `${parts[2]}-${parts[3]}`;
  const isSame = binaryVersion !== null && /^\d+:/.test(binaryVersion) && binaryVersion.slice(binaryVersion.indexOf(":") + 1) === version;
  return { name: parts[1] as string, version: isSame ? binaryVersion : version };
}

/** What purl qualifiers call the source package: syft, SCALIBR and Amazon's sbomgen each have their own. */
const nameQualifiers = ["upstream", "source", "sourcerpm", "origin"];
const versionQualifiers = ["sourceversion", "source_version"];

/** Whether the text of a purl may hold a qualifier that names a source package. */
export function mayNameSource(purl: string): boolean {
  return sourceQualifier.test(purl);
}

const sourceQualifier = new RegExp(`(?:${nameQualifiers.join("|")})=`);

/**
 * The source package that the qualifiers of a distro package's purl name, or null. `version` is the binary's own: syft
 * writes the source's version (`upstream=gcc-12@12.2.0-14`) only where it differs, and apk packages share their origin's.
 */
export function sourceOfQualifiers(qualifiers: Readonly<Record<string, string>>, version: string | null): SourcePackage | null {
  for (const key of nameQualifiers) {
    const text = qualifiers[key];
    if (text === undefined) continue;
    const fromFile = sourceOfFile(text, version);
    if (fromFile !== null) return fromFile;
    const at = text.lastIndexOf("@");
    if (at > 0) return { name: text.slice(0, at), version: text.slice(at + 1) || null };
    const stated = versionQualifiers.map((name) => qualifiers[name]).find((found) => found !== undefined);
    if (stated !== undefined) return { name: text, version: stated };
    return { name: text, version: key === "upstream" || key === "origin" ? version : null };
  }
  return null;
}
