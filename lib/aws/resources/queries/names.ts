import { kindsByName, kindsByTag, namesakesMax } from "../mapping";

// Pieces of SQL that say what names have to do with each other. They stand in expression indexes too (artifact_leaf, aws_resource_leaf).

const lastPart = (name: string) => `lower(regexp_replace(${name}, '^.*/', ''))`;

/** The last part of a name as it is indexed, which is not more than an index takes: `api` of `Payments/API`. */
export const leafOf = (name: string) => `left(${lastPart(name)}, 200)`;

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

const listOf = (types: readonly string[]) => `(${types.map((type) => `'${type}'`).join(", ")})`;
export const tagTypes = listOf(Object.keys(kindsByTag));
export const nameTypes = listOf(Object.keys(kindsByName));
export const namedTypes = listOf(Object.keys({ ...kindsByTag, ...kindsByName }));

/** Whether artifact `a` of service `s` is called as resource `r` is: by the name's last part or the whole of it, or its service is. A code repository is not a service. */
export const isNamesake = `a.kind = any(${kindsOf("r.type")}) and (lower(a.name) in (${lastPart("r.name")}, lower(r.name)) or (s.slug = ${lastPart("r.name")} and r.type <> 'CODE_REPOSITORY'))`;

/** Whether artifact `a` counts for resource `r`: it has a build and, unless a tag tells the build, is not retired. */
const counts = `h.last_seq > 0 and (r.type in ${tagTypes} or h.retired_at is null)`;

const namesakeArtifacts = (from: string, where: string) =>
  `select a.id from ${from} join artifact_head h on h.artifact_id = a.id where ${where} and ${isNamesake} and ${counts}`;

/** Whether so many artifacts have builds and this last part of their name that it says nothing. */
export const isCommon = (leaf: string) => `(select count(*) from (
  select from artifact c join artifact_head ch on ch.artifact_id = c.id where ${leafOf("c.name")} = ${leaf} and ch.last_seq > 0 limit ${namesakesMax + 1}) c) > ${namesakesMax}`;

/**
 * Artifacts that are called as each resource of `resources` (aws_resource rows) is: (resource_id, artifact_id). Where a service that has any is
 * named in the path of the resource, only its own; else all, unless they are too many.
 */
export const namesakes = (resources: string) => `select r.id as resource_id, n.id as artifact_id from (${resources}) r
  cross join lateral (
    with own as materialized (${namesakeArtifacts("service s join artifact a on a.service_id = s.id", "s.slug = any(string_to_array(lower(r.name), '/'))")})
    select id from own union all
    (${namesakeArtifacts("artifact a join service s on s.id = a.service_id", `not exists (select from own) and ${leafOf("a.name")} = ${leafOf("r.name")}`)}
      and (r.type not in ${tagTypes} or not ${isCommon(leafOf("r.name"))}) limit ${namesakesMax})
  ) n`;
