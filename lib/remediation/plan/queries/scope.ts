import type { ClientBase } from "pg";
import { serviceFilter } from "@/lib/blast-radius/queries/filters";
import { int4Array } from "@/lib/db/binary-arrays";
import { int4Column, int8Column } from "@/lib/db/binary-columns";
import { conditions, Parameters } from "@/lib/inventory/read";

/** Artifacts with packed findings, as columns in the order of teams, services and artifacts. Team 0: none. Digest 0: nothing is packed yet. */
export type ArtifactColumns = {
  artifactIds: Int32Array;
  serviceIds: Int32Array;
  teamIds: Int32Array;
  digests: BigInt64Array;
  /** 1: not up to date. */
  owed: Int32Array;
  /** 1: asked for. */
  wanted: Int32Array;
};

/** Which artifacts are asked for; null does not narrow. Exposures as `open_finding` has them. */
export type Owners = {
  teams: readonly string[] | null;
  services: readonly string[] | null;
  tiers: readonly number[] | null;
  exposures: readonly number[] | null;
};

const column = (value: string, send = "int4send") => `coalesce(string_agg(${send}(${value}), ''::bytea order by coalesce(s.team_id, 0), s.id, a.id), '')`;

/** All artifacts of the fleet, and which of them are asked for. */
export async function selectArtifacts(client: ClientBase, owners: Owners): Promise<ArtifactColumns> {
  const parameters = new Parameters();
  const wanted = conditions("and", ownerFilter(owners, parameters));
  const { rows } = await client.query<Record<keyof ArtifactColumns, Buffer>>({
    text: `select ${column("a.id")} as "artifactIds", ${column("s.id")} as "serviceIds", ${column("coalesce(s.team_id, 0)")} as "teamIds",
        ${column("coalesce(u.digest, 0)", "int8send")} as digests, ${column("(f.upgrades_rev <> f.rev)::int")} as owed, ${column(`(true ${wanted})::int`)} as wanted
      from artifact_findings f join artifact a on a.id = f.artifact_id join service s on s.id = a.service_id
        left join artifact_upgrades u on u.artifact_id = f.artifact_id`,
    values: parameters.values,
  });
  const [row] = rows;
  const read = (name: Exclude<keyof ArtifactColumns, "digests">) => int4Column(row?.[name] ?? Buffer.alloc(0));
  return {
    ...{ artifactIds: read("artifactIds"), serviceIds: read("serviceIds"), teamIds: read("teamIds") },
    ...{ digests: int8Column(row?.digests ?? Buffer.alloc(0)), owed: read("owed"), wanted: read("wanted") },
  };
}

function ownerFilter({ teams, services, tiers, exposures }: Owners, parameters: Parameters): (string | null)[] {
  return [
    ...serviceFilter({ teams, services, kinds: null, refs: null, scopes: null, direct: null }, parameters).map((part) => part && `coalesce(${part}, false)`),
    tiers && `coalesce(s.tier, ${defaultTier}) = any(${parameters.add(int4Array(tiers))}::int4[])`,
    exposures && `exists (select from open_finding o where o.artifact_id = a.id and o.exposure = any(${parameters.add(int4Array(exposures))}::int4[]))`,
  ];
}

/** What a service counts as while nobody says how much it matters. */
const defaultTier = 3;

export type PackedRow = { artifactId: number; digest: Buffer; findings: Buffer };

/** The packed findings of artifacts. */
export async function selectPacked(client: ClientBase, artifactIds: readonly number[]): Promise<PackedRow[]> {
  if (artifactIds.length === 0) return [];
  const { rows } = await client.query<PackedRow>({
    name: "plan-packed",
    text: `select artifact_id as "artifactId", int8send(digest) as digest, findings from artifact_upgrades where artifact_id = any($1::int4[])`,
    values: [int4Array(artifactIds)],
  });
  return rows;
}

/** Open findings that people decided to leave, of some artifacts or, if that is null, of all: columns in the order of artifacts. */
export type LeftColumns = { artifactIds: Int32Array; packageVersionIds: Int32Array; vulnerabilityIds: Int32Array };

export async function selectLeft(client: ClientBase, artifactIds: ArrayLike<number> | null): Promise<LeftColumns> {
  const parameters = new Parameters();
  const only = artifactIds && `and artifact_id = any(${parameters.add(int4Array(artifactIds))}::int4[])`;
  const each = (value: string) => `coalesce(string_agg(int4send(${value}), ''::bytea order by artifact_id, package_version_id, vulnerability_id), '')`;
  const { rows } = await client.query<Record<keyof LeftColumns, Buffer>>({
    text: `select ${each("artifact_id")} as "artifactIds", ${each("package_version_id")} as "packageVersionIds", ${each("vulnerability_id")} as "vulnerabilityIds"
      from open_finding where state in ('accepted', 'not_affected', 'fixed') ${only ?? ""}`,
    values: parameters.values,
  });
  const [row] = rows;
  const read = (name: keyof LeftColumns) => int4Column(row?.[name] ?? Buffer.alloc(0));
  return { artifactIds: read("artifactIds"), packageVersionIds: read("packageVersionIds"), vulnerabilityIds: read("vulnerabilityIds") };
}
