import type { ClientBase } from "pg";
import { byteaArray, int4Array, textArray } from "@/lib/db/binary-arrays";
import { Parameters, statementName } from "@/lib/inventory/read";
import type { Holding } from "../hits";
import { largeFrom } from "../limits";
import { type HoldingColumns, holdingColumns, presenceParts, toHoldings } from "./holdings";

/** A text to look up as a name, or as a last segment, in some ecosystems (null: in all). */
export type WantedName = { term: number; text: string; ecosystems: readonly string[] | null };
/** `withoutPurl`: last segments that are only looked for among components without a purl. */
export type WantedNames = { names: WantedName[]; leaves: WantedName[]; withoutPurl: Pick<WantedName, "term" | "text">[] };
/** `name` is by which name it was found; null: by its last segment. */
export type MatchedPackage = { term: number; id: number; ecosystem: string; name: string | null };

/** The packages of the inventory that the names mean, once per term and way. Equality on indexed columns only. */
export async function selectPackages(client: ClientBase, { names, leaves, withoutPurl }: WantedNames): Promise<MatchedPackage[]> {
  if (names.length === 0) return [];
  const sets = new EcosystemSets();
  const columns = (rows: readonly WantedName[]) => [
    int4Array(rows.map(({ term }) => term)),
    textArray(rows.map(({ text }) => text)),
    int4Array(rows.map(({ ecosystems }) => sets.placeOf(ecosystems))),
  ];
  const result = await client.query<MatchedPackage>({
    name: "blast-radius-packages",
    text: `select w.term, k.id, k.ecosystem, k.name from unnest($1::int[], $2::text[], $3::int[]) as w(term, name, set)
             join package k on k.name = w.name and not k.advisory_only and (w.set = 0 or k.ecosystem = any(($7::text[])[w.set]::text[]))
           union all
           select w.term, k.id, k.ecosystem, null from unnest($4::int[], $5::text[], $6::int[]) as w(term, leaf, set)
             join package k on k.leaf = w.leaf and not k.advisory_only and k.ecosystem = any(($7::text[])[w.set]::text[])
           union all
           select w.term, k.id, k.ecosystem, null from unnest($8::int[], $9::text[]) as w(term, leaf)
             join package k on k.leaf = w.leaf and not k.advisory_only and k.ecosystem = 'unidentified'`,
    values: [
      ...columns(names),
      ...columns(leaves),
      sets.literals,
      int4Array(withoutPurl.map(({ term }) => term)),
      textArray(withoutPurl.map(({ text }) => text)),
    ],
  });
  return result.rows;
}

/** Lists of ecosystems, each sent once: a list of a thousand names has a few of them. */
class EcosystemSets {
  readonly literals: string[] = [];
  readonly #places = new Map<string, number>();
  readonly #known = new Map<readonly string[], number>();

  /** From 1; 0 is every ecosystem. */
  placeOf(ecosystems: readonly string[] | null): number {
    if (ecosystems === null) return 0;
    const known = this.#known.get(ecosystems);
    if (known !== undefined) return known;
    const literal = arrayLiteral(ecosystems);
    const place = this.#places.get(literal) ?? this.literals.push(literal);
    this.#places.set(literal, place);
    this.#known.set(ecosystems, place);
    return place;
  }
}

/** PostgreSQL's text form of a text array: every element quoted. */
function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, (character) => `\\${character}`)}"`).join(",")}}`;
}

/** Which versions are meant, per package. Keys are half open: `low <= key < high`, a null high has no end. */
export type WantedVersions = {
  every: number[];
  /** Names that begin so, in one ecosystem or (null) in all: all their versions. */
  prefixes: { ecosystem: string | null; from: string; to: string }[];
  texts: { packageId: number; version: string }[];
  ranges: { packageId: number; low: Buffer; high: Buffer | null }[];
  /** Packages for which a version was asked: what cannot be placed is undetermined. */
  judged: number[];
  /** Packages whose versions cannot be judged by what was asked: none of them has a place. */
  unreadable: number[];
  hashes: Buffer[];
  /** Vulnerabilities: what they affect is meant, and what could not be judged by them is undetermined. */
  vulnerabilities: number[];
};

export type MatchedVersions = {
  matched: string;
  unorderable: string;
  unversioned: string;
  /** Of a distro package without its release. */
  unreleased: string;
  /** Those of the others of which some SBOM gave a hash that is asked for, and the ids of the hashes: only presences with such a hash are meant. */
  hashed: string;
  hashIds: string;
  hashedPackages: number;
  isLarge: boolean;
  prefixPackages: number;
  /** Packages of which some version is affected by a vulnerability that is asked for, or could not be judged. */
  advisedPackages: number;
};

/** Whether who holds the versions now is read with them, and since when. */
export type HoldersToo = { withTimes: boolean };

/**
 * The package versions that the question means, as array literals to be handed on unread; they can be many. With `too` also who holds them now, which
 * saves a round trip; null where that depends on hashes.
 */
export async function selectVersions(
  client: ClientBase,
  wanted: WantedVersions,
  too: HoldersToo | null = null,
): Promise<MatchedVersions & { current: Holding[] | null }> {
  const parameters = new Parameters();
  const holders = wanted.hashes.length > 0 ? null : too;
  const parts = matchedParts(wanted, parameters);
  if (wanted.vulnerabilities.length > 0) parts.push("select id from advised where state = 'affected'");
  const matched = parts.length === 0 ? "select 0 as id where false" : parts.join(" union ");
  const judged = parameters.add(int4Array(wanted.judged));
  const unreadable = parameters.add(int4Array(wanted.unreadable));
  const prefixes = prefixSource(wanted, parameters);
  const advised = adviceSource(wanted, parameters);
  const text = `with ${advised ? `advised as materialized (${advised}), ` : ""}matched as materialized (${matched}),
      undetermined as materialized (
        select id, case version when '' then 'version_missing' else 'version_unorderable' end as reason from package_version
        where package_id = any(${judged}::int[]) and version_key is null
        union all
        select id, case version when '' then 'version_missing' else 'version_unorderable' end from package_version where package_id = any(${unreadable}::int[])
        ${advised ? "union all select id, reason from advised where state = 'undetermined'" : ""}),
      hashed as materialized (${hashSource(wanted, parameters)})
      select coalesce((select array_agg(id order by id) from matched), '{}')::text as matched,
             coalesce((select array_agg(distinct version_id) from hashed where version_id not in (select id from matched)), '{}')::text as hashed,
             coalesce((select array_agg(id) from hashed), '{}')::text as "hashIds",
             (select count(distinct package_id) from package_version where id in (select version_id from hashed))::int as "hashedPackages",
             ${holders ? "false" : isLarge()} as "isLarge",
             ${undetermined("version_unorderable")} as unorderable, ${undetermined("version_missing")} as unversioned,
             ${advised ? undetermined("release_unknown") : "'{}'::text"} as unreleased,
             ${advised ? "(select count(distinct package_id) from package_version where id in (select id from advised))::int" : "0"} as "advisedPackages",
             ${prefixes ? `(select count(*) from ${prefixes})::int` : "0"} as "prefixPackages"
             ${holders ? `, held.* from (${holdingColumns(presenceParts("array(select id from matched)", null, []).join(" union all "), holders.withTimes)}) held` : ""}`;
  const result = await client.query<MatchedVersions & HoldingColumns>({ name: statementName("versions", text), text, values: parameters.values });
  const row = result.rows[0];
  if (!row) throw new Error("A select without from, or from aggregates, gives one row.");
  const { ids, sizes, artifacts, since, ...versions } = row;
  return { ...versions, current: holders && toHoldings({ ids, sizes, artifacts, since }) };
}

const isLarge = () => `(select count(*) = ${largeFrom} from (
  select from presence where package_version_id = any(array(select id from matched union select version_id from hashed)) and to_seq is null limit ${largeFrom}) first)`;

const undetermined = (reason: string) =>
  `coalesce((select array_agg(distinct id) from undetermined where reason = '${reason}' and id not in (select id from matched)), '{}')::text`;

function adviceSource({ vulnerabilities }: WantedVersions, parameters: Parameters): string | null {
  if (vulnerabilities.length === 0) return null;
  return `select package_version_id as id, state, reason from match where vulnerability_id = any(${parameters.add(int4Array(vulnerabilities))}::int[])`;
}

function matchedParts(wanted: WantedVersions, parameters: Parameters): string[] {
  const parts: string[] = [];
  if (wanted.every.length > 0) parts.push(`select id from package_version where package_id = any(${parameters.add(int4Array(wanted.every))}::int[])`);
  const prefixes = prefixSource(wanted, parameters);
  if (prefixes) parts.push(`select v.id from ${prefixes} join package_version v on v.package_id = k.id`);
  if (wanted.texts.length > 0) {
    const ids = parameters.add(int4Array(wanted.texts.map((each) => each.packageId)));
    const texts = parameters.add(textArray(wanted.texts.map((each) => each.version)));
    parts.push(`select v.id from unnest(${ids}::int[], ${texts}::text[]) as w(package_id, version)
      join package_version v on v.package_id = w.package_id and v.version = w.version`);
  }
  if (wanted.ranges.length > 0) {
    const ids = parameters.add(int4Array(wanted.ranges.map((each) => each.packageId)));
    const lows = parameters.add(byteaArray(wanted.ranges.map((each) => each.low)));
    const highs = parameters.add(byteaArray(wanted.ranges.map((each) => each.high)));
    parts.push(`select v.id from unnest(${ids}::int[], ${lows}::bytea[], ${highs}::bytea[]) as w(package_id, low, high)
      cross join lateral (select id from package_version where package_id = w.package_id and version_key >= w.low and (w.high is null or version_key < w.high)) v`);
  }
  return parts;
}

function hashSource({ hashes }: WantedVersions, parameters: Parameters): string {
  if (hashes.length === 0) return "select 0 as id, 0 as version_id where false";
  const wanted = `${parameters.add(hashes)}::bytea[]`;
  return `select id, package_version_id as version_id from package_version_hash where sha256 = any(${wanted})
    union select id, package_version_id from package_version_hash where several is not null and several && ${wanted}`;
}

function prefixSource(wanted: WantedVersions, parameters: Parameters): string | null {
  if (wanted.prefixes.length === 0) return null;
  const ecosystems = parameters.add(wanted.prefixes.map((each) => each.ecosystem));
  const froms = parameters.add(wanted.prefixes.map((each) => each.from));
  const tos = parameters.add(wanted.prefixes.map((each) => each.to));
  return `unnest(${ecosystems}::text[], ${froms}::text[], ${tos}::text[]) as w(ecosystem, low, high)
    cross join lateral (select id from package where not advisory_only and name ~>=~ w.low and name ~<~ w.high and (w.ecosystem is null or ecosystem = w.ecosystem)) k`;
}
