/** In characters: CycloneDX 1.6, versionType. */
const versionLengthMax = 1_024;

/** The version as the format takes it; undefined for none and for one that is too long. */
export function versionText(version: string | null): string | undefined {
  return version === null || version === "" || [...version].length > versionLengthMax ? undefined : version;
}
