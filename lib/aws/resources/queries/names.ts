import { kindsByName, kindsByTag, namesakesMax } from "../mapping";

// Pieces of SQL that say what names have to do with each other. They stand in expression indexes too (artifact_leaf, aws_resource_leaf).

/** The last part of a name: `api` of `Payments/API`. */
export const leafOf = (name: string) => `lower(regexp_replace(${name}, '^.*/', ''))`;

/** A version as tags are compared with it: with or without a leading v. */
export const versionKey = (version: string) => `regexp_replace(${version}, '^v(?=[0-9])', '')`;

/** The commit that a tag may end with, or null: `abc1234`, `main-abc1234`, `sha-abc1234`. */
export const commitOfTag = (tag: string) => `substring(lower(${tag}) from '(?:^|-)([0-9a-f]{7,64})$')`;

/** What two commits that may be the same one have in common, however far they are cut. */
export const commitKey = (commit: string) => `left(lower(${commit}), 7)`;

export const isSameCommit = (one: string, other: string) => `(starts_with(lower(${one}), lower(${other})) or starts_with(lower(${other}), lower(${one})))`;

const quoted = (words: readonly string[]) => `array[${words.map((word) => `'${word}'`).join(", ")}]`;
const kindsOf = (type: string) =>
  `case ${type} ${Object.entries({ ...kindsByTag, ...kindsByName })
    .map(([name, kinds]) => `when '${name}' then ${quoted(kinds)}`)
    .join(" ")} end`;

export const tagTypes = `(${Object.keys(kindsByTag)
  .map((type) => `'${type}'`)
  .join(", ")})`;
export const nameTypes = `(${Object.keys(kindsByName)
  .map((type) => `'${type}'`)
  .join(", ")})`;

/** Whether artifact `a` of service `s` is called as resource `r` is: by the name's last part or the whole of it, or its service is. A code repository is not a service. */
export const isNamesake = `a.kind = any(${kindsOf("r.type")}) and (lower(a.name) in (${leafOf("r.name")}, lower(r.name)) or (s.slug = ${leafOf("r.name")} and r.type <> 'CODE_REPOSITORY'))`;

/** Whether artifact `a` counts for resource `r`: it has a build and, unless a tag tells the build, is not retired. */
const counts = `h.last_seq > 0 and (r.type in ${tagTypes} or h.retired_at is null)`;

const namesakeArtifacts = (service: string) => `select a.id from service s join artifact a on a.service_id = s.id join artifact_head h on h.artifact_id = a.id
  where ${service} and ${isNamesake} and ${counts}`;

/**
 * Artifacts that are called as each resource of `resources` (aws_resource rows) is: (resource_id, artifact_id). Where a service is named in the path of the resource, only its own.
 */
export const namesakes = (resources: string) => `select r.id as resource_id, n.id as artifact_id from (${resources}) r
  cross join lateral (
    with own as materialized (${namesakeArtifacts("s.slug = any(string_to_array(lower(r.name), '/'))")}),
    others as materialized (
      select a.id from artifact a join service s on s.id = a.service_id join artifact_head h on h.artifact_id = a.id
      where not exists (select from own) and ${leafOf("a.name")} = ${leafOf("r.name")} and ${isNamesake} and ${counts} limit ${namesakesMax + 1})
    select id from own union all select id from others where (select count(*) from others) <= ${namesakesMax}
  ) n`;
