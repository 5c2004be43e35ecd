/** What is matched: everything, these advisories, or these package versions ($1, int4[]). */
export type Scope = "everything" | "advisories" | "packageVersions";

/** Best first: where several rows of an advisory hit one package version, the least rank is its match. */
export const hitRanks = {
  range: 1,
  listed: 2,
  all_versions: 3,
  version_unorderable: 4,
  version_missing: 5,
  release_unknown: 6,
} as const;

const lastAffected = hitRanks.all_versions;

const advisoriesInScope: Record<Scope, string> = {
  everything: "",
  advisories: "and a.id = any($1::int4[])",
  packageVersions: "",
};
const versionsInScope: Record<Scope, string> = {
  everything: "",
  advisories: "",
  packageVersions: "and v.id = any($1::int4[])",
};

/** Package versions under the identity that advisories know: their own, or that of the source package. */
const known = (scope: Scope) => `(
  select v.id, v.package_id as package, v.version_key as key, v.version, v.release
    from package_version v where v.advisory_package_id is null ${versionsInScope[scope]}
  union all
  select v.id, v.advisory_package_id, v.advisory_key, coalesce(v.advisory_version, ''), coalesce(v.advisory_release, '')
    from package_version v where v.advisory_package_id is not null ${versionsInScope[scope]}
)`;

/** Equal releases only; a row without one means all, and a package version without one may be of any. */
const releaseMayBe = "(row.release = '' or row.release = v.release or v.release = '')";
const releaseIs = "(row.release = '' or row.release = v.release)";

const inRange = "v.key >= row.lo and (row.hi is null or v.key < row.hi or (row.hi_inclusive and v.key = row.hi))";

/** An advisory whose bounds cannot be read names the package all the same: no version of it is known to be outside. */
const boundsUnknown = "(row.lo = '' and row.hi = '')";

/** A listed text that is the same says so without an order; what has no key may be any of those that have one. */
const isListed = `case when v.key is not null and row.version_key is not null then v.key = row.version_key
                       else v.version = row.version and v.version <> '' end`;

const undetermined = `case when v.version = '' then ${hitRanks.version_missing} else ${hitRanks.version_unorderable} end`;

/**
 * Rows of an advisory that concern a package version, ranked. Keys are compared as bytes. Listed versions are looked for by key and, in a
 * branch of its own, where one of the two has none: so the first can be a hash join over everything.
 */
const rankedRows = (scope: Scope) => `
  select v.id, row.advisory_id, a.vulnerability_id,
         case when not ${releaseIs} then ${hitRanks.release_unknown}
              when row.lo = '' and row.hi is null then ${hitRanks.all_versions}
              when v.key is not null and ${boundsUnknown} is not true then ${hitRanks.range}
              else ${undetermined} end as rank,
         row.fixed, row.lo, row.hi
    from ${known(scope)} v
    join affected_range row on row.package_id = v.package
    join advisory a on a.id = row.advisory_id
   where a.withdrawn_at is null ${advisoriesInScope[scope]} and ${releaseMayBe} and (v.key is null or (${inRange}) or ${boundsUnknown})
  union all
  select v.id, row.advisory_id, a.vulnerability_id,
         case when ${releaseIs} then ${hitRanks.listed} else ${hitRanks.release_unknown} end, null, null, null
    from ${known(scope)} v
    join affected_version row on row.package_id = v.package and row.version_key = v.key
    join advisory a on a.id = row.advisory_id
   where a.withdrawn_at is null ${advisoriesInScope[scope]} and ${releaseMayBe}
  union all
  select v.id, row.advisory_id, a.vulnerability_id,
         case when not ${releaseIs} then ${hitRanks.release_unknown} when ${isListed} then ${hitRanks.listed} else ${undetermined} end, null, null, null
    from ${known(scope)} v
    join affected_version row on row.package_id = v.package
    join advisory a on a.id = row.advisory_id
   where a.withdrawn_at is null ${advisoriesInScope[scope]} and ${releaseMayBe} and (v.key is null or row.version_key is null)
     and (${isListed} or v.version = '' or (v.key is null and row.version_key is not null))`;

const reasonOf = `case rank ${Object.entries(hitRanks)
  .map(([reason, rank]) => `when ${rank} then '${reason}'`)
  .join(" ")} end`;

/**
 * The matches that ought to be, one row for each package version and advisory. `fixed` is of the range that it lies in: of several
 * the one that begins last, which is the one of its branch.
 */
export const wantedMatches = (scope: Scope): string => `
  select distinct on (id, advisory_id) id as package_version_id, advisory_id, vulnerability_id,
         case when rank <= ${lastAffected} then 'affected' else 'undetermined' end as state, ${reasonOf} as reason,
         case when rank <= ${lastAffected} then fixed end as fixed
    from (${rankedRows(scope)}) ranked
   order by id, advisory_id, rank, lo desc, hi`;
