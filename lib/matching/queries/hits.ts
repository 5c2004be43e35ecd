/** What is matched: everything, these package versions ($1, int4[]), or these advisories ($1) as far as they name packages of which there are versions ($2). */
export type Scope = "everything" | "advisories" | "packageVersions";

/** Best first: where several rows of an advisory hit one package version, the least rank is its match. */
const ranks = { range: 1, listed: 2, all_versions: 3, version_unorderable: 4, version_missing: 5, release_unknown: 6 } as const;

const lastAffected = ranks.all_versions;

/** A package version as advisories know it, in SQL over `v`. */
type Known = { package: string; key: string; version: string; release: string; where: string };

const byOwnName: Known = {
  package: "v.package_id",
  key: "v.version_key",
  version: "v.version",
  release: "v.release",
  where: "v.advisory_package_id is null",
};
/** A distro binary, by its source package. */
const bySource: Known = {
  package: "v.advisory_package_id",
  key: "v.advisory_key",
  version: "coalesce(v.advisory_version, '')",
  release: "coalesce(v.advisory_release, '')",
  where: "v.advisory_package_id is not null",
};

/** Equal releases only; a row without one means all, and a package version without one may be of any. */
const releaseMayBe = ({ release }: Known) => `(row.release = '' or row.release = ${release} or ${release} = '')`;
const releaseIs = ({ release }: Known) => `(row.release = '' or row.release = ${release})`;
const unordered = ({ version }: Known) => `case when ${version} = '' then ${ranks.version_missing} else ${ranks.version_unorderable} end`;

// Keys are compared as bytes, and none begins with 255: so a range without end has a bound too, and an index finds what lies between.
const inRange = ({ key }: Known) => `${key} >= row.lo and ${key} <= coalesce(row.hi, '\\xff') and (row.hi is null or row.hi_inclusive or ${key} <> row.hi)`;

/** An advisory whose bounds cannot be read names the package all the same: no version of it is known to be outside. */
const boundsUnknown = "row.lo = '' and row.hi = ''";

const rangeRank = (known: Known) => `case
  when not ${releaseIs(known)} then ${ranks.release_unknown}
  when row.lo = '' and row.hi is null then ${ranks.all_versions}
  when ${known.key} is not null and row.hi is distinct from '' then ${ranks.range} else ${unordered(known)} end`;

/** What has no key is compared as text; if the other has one, it may be that or any other version. */
const sameText = ({ version }: Known) => `(row.version = ${version} and ${version} <> '')`;
const listedRank = (known: Known, isListed: string) =>
  `case when not ${releaseIs(known)} then ${ranks.release_unknown} when ${isListed} then ${ranks.listed} else ${unordered(known)} end`;

const fromRange = (rank: string) => `select v.id, row.advisory_id, a.vulnerability_id, ${rank} as rank, row.fixed, row.lo, row.hi`;
const fromListed = (rank: string) => `select v.id, row.advisory_id, a.vulnerability_id, ${rank} as rank, null::text, null::bytea, null::bytea`;

/**
 * Rows of advisories with the package versions that they concern. Each way in which the two meet is a branch of its own, which an index
 * answers for a few advisories and a hash join for all of them.
 */
function hitsOfAdvisories(known: Known, scope: Scope): string {
  const meet = (table: string, on: string) => `
    from advisory a join ${table} row on row.advisory_id = a.id join package_version v on ${known.package} = row.package_id and ${on}
   where a.withdrawn_at is null and ${known.where} and ${releaseMayBe(known)} ${scope === "advisories" ? "and a.id = any($1::int4[]) and row.package_id = any($2::int4[])" : ""}`;
  const { key } = known;
  return [
    fromRange(rangeRank(known)) + meet("affected_range", inRange(known)),
    fromRange(rangeRank(known)) + meet("affected_range", `${key} is null`),
    fromRange(rangeRank(known)) + meet("affected_range", `${key} is not null and ${boundsUnknown}`),
    fromListed(listedRank(known, "true")) + meet("affected_version", `${key} = row.version_key`),
    fromListed(listedRank(known, "true")) + meet("affected_version", `${key} is not null and row.version_key is null and ${sameText(known)}`),
    fromListed(listedRank(known, sameText(known))) +
      meet("affected_version", `${key} is null and (row.version_key is not null or ${known.version} = '' or ${sameText(known)})`),
  ].join("\n union all\n");
}

/**
 * The same from the other side: one look for the ranges and one for the listed versions of all packages at once. `offset 0` keeps the planner from
 * going through all advisories when its statistics are from before they came.
 */
function hitsOfPackageVersions(): string {
  const subject: Known = { package: "v.package", key: "v.key", version: "v.version", release: "v.release", where: "true" };
  const isListed = `case when v.key is not null and row.version_key is not null then v.key = row.version_key else ${sameText(subject)} end`;
  const fields = ({ package: name, key, version, release, where }: Known) =>
    `select v.id, ${name} as package, ${key} as key, ${version} as version, ${release} as release from package_version v where v.id = any($1::int4[]) and ${where}`;
  const meet = (table: string, on: string) => `
    from subject v join (select * from ${table} where package_id = any(array(select distinct package from subject)) offset 0) row
      on row.package_id = v.package and ${releaseMayBe(subject)} and ${on}
    join advisory a on a.id = row.advisory_id and a.withdrawn_at is null`;
  return `with subject as materialized (${fields(byOwnName)} union all ${fields(bySource)})
    ${fromRange(rangeRank(subject))} ${meet("affected_range", `(v.key is null or (${inRange(subject)}) or (${boundsUnknown}))`)}
     union all
    ${fromListed(listedRank(subject, isListed))}
      ${meet("affected_version", `(${isListed} or v.version = '' or (v.key is null and row.version_key is not null))`)}`;
}

const reasonOf = `case rank ${Object.entries(ranks)
  .map(([reason, rank]) => `when ${rank} then '${reason}'`)
  .join(" ")} end`;

/**
 * The matches that ought to be, one row for each package version and advisory. `fixed` is of the range that it lies in: of several
 * the one that begins last, which is the one of its branch.
 */
export function wantedMatches(scope: Scope): string {
  const hits =
    scope === "packageVersions" ? hitsOfPackageVersions() : [byOwnName, bySource].map((known) => hitsOfAdvisories(known, scope)).join("\n union all\n");
  return `
  select distinct on (id, advisory_id) id as package_version_id, advisory_id, vulnerability_id,
         case when rank <= ${lastAffected} then 'affected' else 'undetermined' end as state, ${reasonOf} as reason,
         case when rank <= ${lastAffected} then fixed end as fixed
    from (${hits}) ranked
   order by id, advisory_id, rank, lo desc, hi`;
}
