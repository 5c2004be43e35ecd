import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, vi } from "vitest";
import type { Context } from "@/lib/context";
import { closePool } from "@/lib/db";
import { inTransaction } from "@/lib/db/transaction";
import { uuidv7 } from "@/lib/db/uuid";
import { Ingest } from "@/lib/inventory/ingest/ingest-document";
import { recordRetirement } from "@/lib/inventory/retire/record-retirement";
import { toBuildRequest } from "@/lib/inventory/upload/build-request";
import { uploadRequestSchema } from "@/lib/inventory/upload/schemas";
import { createTestDatabase, type TestDatabase } from "./setup/test-database";

/** One component of a test document. Without a purl it is a component that cannot be identified. */
export type Held = { name: string; version?: string; purl?: string | null; scope?: "required" | "optional" | "excluded"; sha256?: string | readonly string[] };

export type Shipped = {
  service: string;
  artifact?: string;
  kind?: "application" | "image" | "function" | "package";
  ref?: string;
  builtAt?: Date;
  version?: string;
  commit?: string;
  digest?: string;
};

export const reader: Context = { actor: { kind: "token", id: "t", name: "reader", scopes: ["inventory:read"] }, requestId: "test" };
export const stranger: Context = { actor: { kind: "token", id: "s", name: "stranger", scopes: ["sbom:write"] }, requestId: "test" };
const system: Context = { actor: { kind: "system", name: "test" }, requestId: "test" };

/** A component of npm. */
export const npm = (name: string, version?: string, more: Partial<Held> = {}): Held => ({
  name,
  ...(version === undefined ? {} : { version }),
  purl: `pkg:npm/${name.replace("@", "%40")}${version === undefined ? "" : `@${encodeURIComponent(version)}`}`,
  ...more,
});

/** A CycloneDX document. `edges` maps a component's name to the names it depends on; `root` are the direct ones. */
export function documentOf(components: readonly Held[], { root, edges = {} }: { root?: string[]; edges?: Record<string, string[]> } = {}): Buffer {
  const ref = ({ name, version, purl }: Held) => purl ?? `${name}@${version ?? ""}`;
  const refsOf = (names: readonly string[]) => components.filter(({ name }) => names.includes(name)).map(ref);
  return Buffer.from(
    JSON.stringify({
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      serialNumber: `urn:uuid:${randomUUID()}`,
      metadata: { timestamp: "2026-01-01T00:00:00Z", component: { type: "application", name: "root", version: "1", "bom-ref": "root" } },
      components: components.map((component) => ({
        type: "library",
        name: component.name,
        ...(component.version === undefined ? {} : { version: component.version }),
        ...(component.purl ? { purl: component.purl } : {}),
        ...(component.scope ? { scope: component.scope } : {}),
        ...(component.sha256 ? { hashes: [component.sha256].flat().map((content) => ({ alg: "SHA-256", content })) } : {}),
        "bom-ref": ref(component),
      })),
      dependencies: [
        { ref: "root", dependsOn: root ? refsOf(root) : components.map(ref) },
        ...components.map((component) => ({ ref: ref(component), dependsOn: refsOf(edges[component.name] ?? []) })),
      ],
    }),
  );
}

/** A database of the test file's own with ways to fill it as users do. */
export class Inventory {
  #database: TestDatabase | null = null;
  #ingest: Ingest | null = null;

  get database(): TestDatabase {
    if (!this.#database) throw new Error("The database is there from beforeAll on.");
    return this.#database;
  }

  async open(): Promise<void> {
    this.#database = await createTestDatabase({ pipeline: true });
    this.#ingest = new Ingest(this.#database.pool);
    vi.stubEnv("DATABASE_URL", this.#database.url);
  }

  async close(): Promise<void> {
    await closePool();
    await this.#database?.drop();
  }

  /** Ingests one build; without `builtAt` it is built now. */
  async ship({ builtAt, digest, ...shipped }: Shipped, document: Buffer): Promise<{ artifactId: number; seq: number }> {
    const receivedAt = new Date();
    const input = { commit: randomUUID(), ...shipped, ...(digest ? { digest } : {}), ...(builtAt ? { builtAt: builtAt.toISOString() } : {}) };
    const request = toBuildRequest(uploadRequestSchema.parse(input), receivedAt);
    const result = await this.#ingest?.ingest(system, { document, request, uploadId: uuidv7(), receivedAt });
    if (result?.kind !== "done") throw new Error(`expected a build, got ${result?.kind}`);
    return { artifactId: result.artifactId, seq: result.buildSeq };
  }

  /** Retires an artifact as if that was said at `at`; false when it was retired already. */
  async retire(artifactId: number, at: Date): Promise<boolean> {
    const { changed } = await inTransaction((client) => recordRetirement(client, system, artifactId, at), this.database.pool);
    return changed;
  }

  /** A team that owns the services; they are made when they are not there yet. */
  async own(team: string, services: readonly string[], contact: string | null = null): Promise<void> {
    const { pool } = this.database;
    await pool.query("insert into team (slug, name, contact) values ($1, $1, $2) on conflict (slug) do nothing", [team, contact]);
    for (const slug of services) await this.know(slug);
    await pool.query("update service set team_id = (select id from team where slug = $1) where slug = any($2)", [team, services]);
  }

  /** A service without any SBOM. */
  async know(slug: string): Promise<void> {
    await this.database.pool.query("insert into service (slug, name) values ($1, $1) on conflict (slug) do nothing", [slug]);
  }

  async empty(): Promise<void> {
    await this.database.pool.query(
      "select testing.emptied('team, service, artifact, artifact_head, build, retirement, deployment, presence, former_hash', 'restart identity')",
    );
    this.restart();
  }

  /** Forgets what the ingest has in memory, as a new process. */
  restart(): void {
    this.#ingest = new Ingest(this.database.pool);
  }
}

/** The inventory of a test file, opened before its tests and dropped after them. */
export function withInventory(): Inventory {
  const inventory = new Inventory();
  beforeAll(() => inventory.open());
  afterAll(() => inventory.close());
  return inventory;
}

export const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);
