import pg from "pg";
import { BinaryCopy } from "@/lib/db/binary-copy";
import { encodeComposition } from "@/lib/inventory/composition-codec";
import { leafOf } from "@/lib/purl";
import { keyRevision } from "@/lib/versions";
import { dropSecondaryIndexes, finishLoad } from "../queries/load";
import { Random } from "../random";
import { ArtifactMaker, type FleetArtifact } from "./artifact";
import { allPackages, type FleetDictionary } from "./dictionary";
import { FleetHashes } from "./hashes";
import type { FleetSizes } from "./sizes";

export type LoadedFleet = { current: number; past: number; builds: number; copySeconds: number; indexSeconds: number };

/** Services without any SBOM, one in this many. */
const silentEvery = 60;
const dayMs = 86_400_000;

/** Loads a fleet into an empty, migrated database: COPY in primary key order, then indexes, VACUUM and ANALYZE. */
export async function loadFleet(
  databaseUrl: string,
  sizes: FleetSizes,
  dictionary: FleetDictionary,
  nowMs: number,
  say: (line: string) => void,
): Promise<LoadedFleet> {
  const startedMs = performance.now();
  const copies = await openCopies(databaseUrl);
  try {
    await loadServices(copies, sizes, nowMs);
    await loadDictionary(copies, dictionary);
    const hashes = new FleetHashes(dictionary);
    await loadHashes(copies, hashes);
    const loaded = await loadArtifacts(copies, { sizes, dictionary, hashes, nowMs }, say);
    for (const { copy } of Object.values(copies.open)) await copy.finish();
    const copySeconds = (performance.now() - startedMs) / 1_000;
    say(
      `Copied ${loaded.current.toLocaleString("en")} current and ${loaded.past.toLocaleString("en")} past presences in ${copySeconds.toFixed(0)} s; indexing ...`,
    );
    await finishLoad(databaseUrl);
    return { ...loaded, copySeconds, indexSeconds: (performance.now() - startedMs) / 1_000 - copySeconds };
  } finally {
    await Promise.all(Object.values(copies.open).map(({ client }) => client.end().catch(() => {})));
  }
}

/** Loads the packages and versions of a dictionary alone into an empty, migrated database. */
export async function loadFleetDictionary(databaseUrl: string, dictionary: FleetDictionary): Promise<void> {
  const copies = await openCopies(databaseUrl);
  try {
    await loadDictionary(copies, dictionary);
    for (const { copy } of Object.values(copies.open)) await copy.finish();
    await finishLoad(databaseUrl);
  } finally {
    await Promise.all(Object.values(copies.open).map(({ client }) => client.end().catch(() => {})));
  }
}

const tables = {
  team: ["id", "slug", "name", "contact"],
  service: ["id", "slug", "name", "team_id", "first_build_at"],
  artifact: ["id", "service_id", "kind", "name", "ref"],
  artifact_head: ["artifact_id", "last_seq", "head_seq", "head_built_at", "composition_hash", "document_sha256"],
  build: [
    "artifact_id",
    "seq",
    "version",
    "commit",
    "digests",
    "built_at",
    "received_at",
    "run_url",
    "document_sha256",
    "composition_hash",
    "upload_id",
    "opened",
    "closed",
  ],
  document: ["sha256", "head", "size_bytes", "format", "spec_version", "generator", "documented_at", "created_at"],
  composition: ["hash", "component_count", "edge_count", "graph", "scopes"],
  package: ["id", "ecosystem", "name", "leaf"],
  package_version: ["id", "package_id", "version", "release", "version_key", "key_rev"],
  package_version_hash: ["id", "sha256", "package_version_id"],
  presence: ["from_at", "to_at", "artifact_id", "package_version_id", "from_seq", "to_seq", "depth", "scope", "direct", "via", "hash_id"],
} as const;
type Table = keyof typeof tables;
type Copies = { open: Record<Table, { client: pg.Client; copy: BinaryCopy }>; of(table: Table): BinaryCopy };

async function openCopies(databaseUrl: string): Promise<Copies> {
  await dropSecondaryIndexes(databaseUrl);
  const opened = await Promise.all(
    Object.entries(tables).map(async ([table, columns]) => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      // Foreign keys are true by construction; checking them row by row would double the time.
      await client.query("set session_replication_role = replica");
      return [table, { client, copy: await BinaryCopy.open(client, table, columns) }] as const;
    }),
  );
  const open = Object.fromEntries(opened) as Copies["open"];
  return { open, of: (table) => open[table].copy };
}

async function loadServices(copies: Copies, sizes: FleetSizes, nowMs: number): Promise<void> {
  const team = copies.of("team");
  for (let id = 1; id <= sizes.teams; id++) {
    team.begin();
    team.int4(id);
    team.text(`team-${id}`);
    team.text(`Team ${id}`);
    team.text(`#team-${id}`);
  }
  const service = copies.of("service");
  for (let id = 1; id <= sizes.services; id++) {
    service.begin();
    service.int4(id);
    service.text(serviceSlug(id));
    service.text(`Service ${id}`);
    if (id % 40 === 0) service.null();
    else service.int4(1 + (id % sizes.teams));
    if (id % silentEvery === 0) service.null();
    else service.time(nowMs - 400 * dayMs);
    if (id % 1_000 === 0) await service.settle();
  }
}

export function serviceSlug(id: number): string {
  return `service-${String(id).padStart(5, "0")}`;
}

async function loadDictionary(copies: Copies, dictionary: FleetDictionary): Promise<void> {
  const packages = copies.of("package");
  const versions = copies.of("package_version");
  for (const each of allPackages(dictionary)) {
    packages.begin();
    packages.int4(each.id);
    packages.text(each.ecosystem);
    packages.text(each.name);
    packages.text(leafOf(each.ecosystem, each.name));
    for (const version of each.versions) {
      versions.begin();
      versions.int4(version.id);
      versions.int4(each.id);
      versions.text(version.version);
      versions.text(version.release);
      if (version.versionKey) versions.bytes(version.versionKey);
      else versions.null();
      versions.int2(keyRevision);
    }
    if (each.id % 1_000 === 0) await Promise.all([packages.settle(), versions.settle()]);
  }
}

async function loadHashes(copies: Copies, hashes: FleetHashes): Promise<void> {
  const copy = copies.of("package_version_hash");
  for (const { id, sha256, versionId } of hashes.all) {
    copy.begin();
    copy.int4(id);
    copy.bytes(sha256);
    copy.int4(versionId);
    if (id % 1_000 === 0) await copy.settle();
  }
}

type FleetToLoad = { sizes: FleetSizes; dictionary: FleetDictionary; hashes: FleetHashes; nowMs: number };

async function loadArtifacts(
  copies: Copies,
  { sizes, dictionary, hashes, nowMs }: FleetToLoad,
  say: (line: string) => void,
): Promise<Omit<LoadedFleet, "copySeconds" | "indexSeconds">> {
  const maker = new ArtifactMaker(sizes, dictionary, nowMs);
  const random = new Random(sizes.seed + 2);
  const withSbom = Array.from({ length: sizes.services }, (_, i) => i + 1).filter((id) => id % silentEvery !== 0);
  const loaded = { current: 0, past: 0, builds: 0 };
  for (let id = 1; id <= sizes.artifacts; id++) {
    const left = sizes.artifacts - id + 1;
    // Sizes spread around what is left for each, so that the whole is met.
    const spread = left === 1 ? 1 : 0.35 + random.next() * 1.3;
    const current = Math.max(5, Math.round(((sizes.current - loaded.current) / left) * spread));
    const past = Math.max(0, Math.round(((sizes.past - loaded.past) / left) * spread));
    const serviceId = withSbom[(id - 1) % withSbom.length] ?? 1;
    const artifact = maker.make(id, serviceId, current, past);
    writeArtifact(copies, artifact, { isSecond: id > withSbom.length, hashes, random });
    loaded.current += artifact.componentCount;
    loaded.past += artifact.presences.length - artifact.componentCount;
    loaded.builds += artifact.builtAtMs.length;
    for (const table of ["presence", "build", "document", "composition"] as const) await copies.of(table).settle();
    if (id % 2_000 === 0) say(`${id.toLocaleString("en")} of ${sizes.artifacts.toLocaleString("en")} artifacts ...`);
  }
  return loaded;
}

type Writing = { isSecond: boolean; hashes: FleetHashes; random: Random };

function writeArtifact(copies: Copies, artifact: FleetArtifact, { isSecond, hashes, random }: Writing): void {
  const { id, builtAtMs, graph } = artifact;
  const row = copies.of("artifact");
  row.begin();
  row.int4(id);
  row.int4(artifact.serviceId);
  row.text(artifact.kind);
  row.text(isSecond ? "batch" : "main-image");
  row.text("main");
  const headHash = random.bytes(32);
  const headDocument = writeBuilds(copies, artifact, headHash, random);
  const head = copies.of("artifact_head");
  head.begin();
  head.int4(id);
  head.int4(builtAtMs.length);
  head.int4(builtAtMs.length);
  head.time(builtAtMs.at(-1) ?? 0);
  head.bytes(headHash);
  head.bytes(headDocument);
  const composition = copies.of("composition");
  composition.begin();
  composition.bytes(headHash);
  composition.int4(artifact.componentCount);
  composition.int4(graph.targets.length);
  composition.bytes(encodeComposition({ packageVersionIds: artifact.versionIds, ...graph }));
  composition.int2(graph.scopes.reduce((bits, scope) => bits | (1 << scope), 0));
  writePresences(copies.of("presence"), artifact, hashes);
}

function writeBuilds(copies: Copies, artifact: FleetArtifact, headHash: Buffer, random: Random): Buffer {
  const build = copies.of("build");
  const document = copies.of("document");
  const counts = artifact.builtAtMs.map(() => ({ opened: 0, closed: 0 }));
  for (const { fromSeq, toSeq } of artifact.presences) {
    const opened = counts[fromSeq - 1];
    if (opened) opened.opened += 1;
    const closed = counts[toSeq - 1];
    if (closed) closed.closed += 1;
  }
  let sha256 = headHash;
  artifact.builtAtMs.forEach((builtAtMs, i) => {
    sha256 = random.bytes(32);
    build.begin();
    build.int4(artifact.id);
    build.int4(i + 1);
    build.text(`1.${i}.0`);
    build.text(random.bytes(20).toString("hex"));
    build.textArray([`sha256:${random.bytes(32).toString("hex")}`]);
    build.time(builtAtMs);
    build.time(builtAtMs + 60_000);
    build.null();
    build.bytes(sha256);
    build.bytes(i === artifact.builtAtMs.length - 1 ? headHash : random.bytes(32));
    build.bytes(random.bytes(16));
    build.int4(counts[i]?.opened ?? 0);
    build.int4(counts[i]?.closed ?? 0);
    document.begin();
    document.bytes(sha256);
    document.bytes(Buffer.from('{"bomFormat":"CycloneDX","specVersion":"1.6",'));
    document.int4(artifact.componentCount * 1_500);
    document.text("cyclonedx-json");
    document.text("1.6");
    document.text("generated");
    document.time(builtAtMs);
    document.time(builtAtMs + 60_000);
  });
  return sha256;
}

function writePresences(presence: BinaryCopy, artifact: FleetArtifact, hashes: FleetHashes): void {
  const { analysis, scopes } = artifact.graph;
  for (const { versionId, fromSeq, toSeq, component } of artifact.presences) {
    presence.begin();
    presence.time(artifact.builtAtMs[fromSeq - 1] ?? 0);
    if (toSeq === 0) presence.null();
    else presence.time(artifact.builtAtMs[toSeq - 1] ?? 0);
    presence.int4(artifact.id);
    presence.int4(versionId);
    presence.int4(fromSeq);
    if (toSeq === 0) presence.null();
    else presence.int4(toSeq);
    presence.int2(component < 0 ? 2 : (analysis.depth[component] ?? 0));
    presence.int2(component < 0 ? 0 : (scopes[component] ?? 0));
    presence.bool(component >= 0 && analysis.direct[component] === 1);
    const via = component < 0 ? [] : (analysis.via[component] ?? []);
    presence.int4Array(via.map((index) => artifact.packageIds[index] ?? 0).sort((a, b) => a - b));
    const hashId = hashes.of(artifact.id, versionId);
    if (hashId === null) presence.null();
    else presence.int4(hashId);
  }
}
