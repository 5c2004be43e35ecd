/** Which cell of a row says what; null where no column does. */
export type Columns = {
  name: number | null;
  group: number | null;
  ecosystem: number | null;
  versions: number | null;
  purl: number | null;
  advisory: number | null;
  sha256: number | null;
  /** The versions that are well again: never looked for. */
  fixed: number | null;
};
type Field = keyof Columns;

const words: Record<Field, string> = {
  name: "packagename package packages name pkg pkgname module modulename component componentname artifact artifactid artifactname library libraryname dependency dependencyname indicator indicators ioc iocs iocvalue indicatorvalue value crate cratename gem gemname npmpackage npmpackages pypipackage affectedpackage affectedpackages compromisedpackage compromisedpackages maliciouspackage maliciouspackages infectedpackage infectedpackages packageid project projectname extension extensionid packageidentifier packagenames packageversionpair packageandversion action",
  group: "group groupid namespace vendor packagegroup packagenamespace",
  ecosystem:
    "ecosystem ecosystems registry packageregistry type artifacttype packagetype pkgtype manager packagemanager platform ioctype indicatortype kind packageecosystem language systems system repositorytype",
  versions: "",
  purl: "purl packageurl purls packageurls",
  advisory: "id cve cveid ghsa ghsaid osv osvid advisory advisoryid vulnerability vulnerabilityid malid cves aliases",
  sha256: "sha256 hash filehash digest sha256hash checksum integrity",
  fixed: "",
};
const byWord = new Map(
  Object.entries(words).flatMap(([field, list]) =>
    list
      .split(" ")
      .filter(Boolean)
      .map((word) => [word, field as Field] as const),
  ),
);

// What a vendor calls the versions to look for. Those that are well again have words of their own.
const versionWords =
  /^(?:(?:packages?|affected|compromised|malicious|vulnerable|infected|bad|known|confirmed|published|trojani[sz]ed|backdoored|all|impacted|npm|pypi|module|exact|ioc|blocked|unsafe)*)(?:versions?|vers?|versionrange|versionranges|releases?|range|ranges)(?:list|s|string|affected|compromised|malicious|infected|range|ranges|spec)?$/;

const fixedWords =
  /^(?:first|last|latest|earliest|minimum|known|next|package)*(?:fix|fixed|patch|patched|safe|clean|good|secure|remediated|remediation|unaffected|notaffected|nonvulnerable|latest|upgradeto|updateto)(?:in|with|by|package)?(?:versions?|vers?|releases?|versionrange|range)?s?(?:in)?$/;

/** True for a heading, without blanks and signs, of versions that are well again. */
export const isFixedWord = (word: string): boolean => fixedWords.test(word);

const squeeze = (cell: string) =>
  cell
    .toLowerCase()
    .replace(/\(s\)/g, "s")
    .replace(/[^a-z0-9]/g, "");

/** The columns that a header names; null when it is none: no column is a package's name, its purl, its versions, a digest or an advisory. */
export function columnsOf(cells: readonly string[]): Columns | null {
  const columns: Columns = { name: null, group: null, ecosystem: null, versions: null, purl: null, advisory: null, sha256: null, fixed: null };
  let isSureOfVersions = false;
  cells.forEach((cell, index) => {
    if (cell.length > 60) return;
    const word = squeeze(cell);
    if (isFixedWord(word)) {
      columns.fixed ??= index;
      return;
    }
    if (versionWords.test(word)) {
      // "Affected versions" beside "version" is the better of the two.
      const isSure = word.length > "versions".length;
      if (columns.versions === null || (isSure && !isSureOfVersions)) columns.versions = index;
      isSureOfVersions ||= isSure;
      return;
    }
    const field = byWord.get(word);
    if (field !== undefined && columns[field] === null) columns[field] = index;
  });
  const isOfVersions = columns.versions !== null || (columns.fixed !== null && columns.advisory === null && columns.sha256 === null);
  if (columns.name === null && columns.purl === null && isOfVersions) columns.name = firstOther(cells, columns);
  return columns.name === null && columns.purl === null && columns.sha256 === null && columns.advisory === null ? null : columns;
}

function firstOther(cells: readonly string[], columns: Columns): number | null {
  const taken = new Set(Object.values(columns));
  const index = cells.findIndex((cell, at) => !taken.has(at) && /\p{L}/u.test(cell));
  return index < 0 ? null : index;
}

/** True for a header that names what is to be looked for in so many words; a lone `id` or `type` may be anybody's table. */
export function isPackageHeader(columns: Columns): boolean {
  return columns.purl !== null || (columns.name !== null && (columns.versions !== null || columns.ecosystem !== null || columns.fixed !== null));
}

/** True for a header cell that a list of one column begins with. */
export const isNameHeader = (cell: string): boolean =>
  /^[\w ()-]+$/.test(cell) && byWord.get(squeeze(cell)) === "name" && /^(?:package|module|compromised|affected|malicious|infected)/i.test(cell);
