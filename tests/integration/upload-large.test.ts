import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/auth";
import { uuidv7 } from "@/lib/db";
import { Ingest } from "@/lib/inventory/ingest/ingest-document";
import { selectBodyChunks } from "@/lib/inventory/ingest/queries/document";
import { readDocument } from "@/lib/inventory/read";
import { toBuildRequest } from "@/lib/inventory/upload/build-request";
import { uploadRequestSchema } from "@/lib/inventory/upload/schemas";
import { type UploadSystem, withUploadSystem } from "./setup/upload-system";

const system = withUploadSystem();
const { stored } = system;
afterEach(() => expect(spooled()).toEqual([]));

/** The temporary files of the web process that are left. */
function spooled(): string[] {
  return existsSync(system.server.spoolPath) ? readdirSync(system.server.spoolPath) : [];
}

const megabyte = 1_048_576;
const padding = "x".repeat(1_500);

/** CycloneDX of more than 16 MiB. */
function largeBom(count: number, { serial = "1", dependenciesFirst = false, tampered = 0 } = {}): Buffer {
  const name = (i: number) => `pkg-${i}`;
  const dependencies = [
    { ref: "shop", dependsOn: ["pkg-0", "pkg-1"] },
    ...Array.from({ length: count }, (_, i) => ({ ref: name(i), dependsOn: [name((i * 7 + 1) % 12_000)].filter((to) => to !== name(i)) })),
  ];
  const components = Array.from({ length: count }, (_, i) => ({
    type: "library",
    "bom-ref": name(i),
    name: name(i),
    version: `1.${i % 50}.0`,
    purl: `pkg:npm/${name(i)}@1.${i % 50}.0`,
    scope: i % 3 === 0 ? "optional" : "required",
    // Of every third one hash, of every third two, and none of the rest.
    hashes: [i < tampered ? `not ${name(i)}` : name(i), "other"]
      .slice(0, i % 3)
      .map((text) => ({ alg: "SHA-256", content: createHash("sha256").update(text).digest("hex") })),
    description: padding,
  }));
  return Buffer.from(
    JSON.stringify({
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      serialNumber: `urn:uuid:00000000-0000-4000-8000-${serial.padStart(12, "0")}`,
      metadata: { component: { type: "application", name: "shop", "bom-ref": "shop" } },
      ...(dependenciesFirst ? { dependencies, components } : { components, dependencies }),
    }),
  );
}

const send: UploadSystem["send"] = (body, query = {}, headers) => system.send(body, { wait: "60", ...query }, headers);

function* pieces(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += megabyte) yield body.subarray(at, at + megabyte);
}

/** The presences of a service's head in words, so that they do not depend on ids. */
async function presencesOf(service: string): Promise<unknown[]> {
  const { rows } = await system.database.pool.query(
    `select p.ecosystem, p.name, v.version, v.version_key, x.direct, x.depth, x.scope,
            (select array_agg(q.name order by q.name) from package q where q.id = any(x.via)) as via,
            (select row(h.package_version_id = v.id, h.sha256, h.several)::text from package_version_hash h where h.id = x.hash_id) as hash
     from presence x join package_version v on v.id = x.package_version_id join package p on p.id = v.package_id
       join artifact a on a.id = x.artifact_id join service s on s.id = a.service_id
     where s.slug = $1 and x.to_seq is null order by p.name, v.version`,
    [service],
  );
  return rows;
}

describe("a document of more than 16 MiB", () => {
  const document = largeBom(12_000, { dependenciesFirst: true });

  it("becomes what it would become if it were small, and is kept byte for byte", async () => {
    expect(document.length).toBeGreaterThan(17 * megabyte);
    const answer = await send(document, { service: "streamed" });
    expect([answer.status, answer.body.status]).toEqual([202, "done"]);
    expect(answer.body).toMatchObject({ accounting: { total: 12_000, taken: 12_000 }, outcome: { change: "first_build", opened: 12_000 } });

    const request = toBuildRequest(uploadRequestSchema.parse({ service: "in-memory" }), new Date());
    await new Ingest(system.ingestPool).ingest(systemContext("test"), { document, request, uploadId: uuidv7(), receivedAt: new Date() });
    expect(await presencesOf("streamed")).toEqual(await presencesOf("in-memory"));
    const { rows } = await system.database.pool.query("select count(distinct composition_hash)::int as compositions from build");
    expect(rows).toEqual([{ compositions: 1 }]);
    const jobs = await system.database.pool.query("select 1 from graphile_worker.jobs where task_identifier = 'ingest'");
    expect(jobs.rows).toEqual([]);

    const { body } = await readDocument({ ctx: systemContext("test"), input: { sha256: createHash("sha256").update(document).digest("hex") } });
    const kept: Uint8Array[] = [];
    for await (const chunk of body) kept.push(chunk);
    expect(Buffer.concat(kept).equals(document)).toBe(true);
  });

  it("is the same build when it comes again: plain, in chunks or as gzip", async () => {
    const first = await send(document, { service: "again" });
    const before = await stored();
    for (const again of [document, pieces(document), gzipSync(document)]) {
      const answer = await send(again, { service: "again" });
      expect([answer.status, answer.body.id]).toEqual([200, first.body.id]);
    }
    expect(await stored()).toBe(before);
  });

  it("is a build of a known composition when only its serial number is another, and opens only what changed otherwise", async () => {
    await send(largeBom(12_000), { service: "next" });
    const other = await send(largeBom(12_000, { serial: "2" }), { service: "next" });
    expect(other.body).toMatchObject({ status: "done", outcome: { change: "composition_known", opened: 0, closed: 0 }, accounting: { taken: 12_000 } });
    const { rows } = await system.database.pool.query("select count(*)::int as shared from document where body_of is not null");
    expect(rows).toEqual([{ shared: 1 }]);
    const changed = await send(largeBom(12_001, { serial: "3" }), { service: "next" });
    expect(changed.body).toMatchObject({ status: "done", outcome: { change: "composition_changed", opened: 1, closed: 0 } });
  });

  it("is history where only its hashes change: no presence opens, and what was given before is kept", async () => {
    await send(largeBom(12_000), { service: "rehashed" });
    const changed = await send(largeBom(12_000, { tampered: 90 }), { service: "rehashed" });
    // Of three components the first has no hash.
    expect(changed.body).toMatchObject({ status: "done", outcome: { change: "composition_changed", opened: 0, closed: 0, updated: 60 } });
    const { rows } = await system.database.pool.query(
      `select k.name, encode(h.sha256, 'hex') as now, encode(f.sha256, 'hex') as before
       from service s join artifact a on a.service_id = s.id join former_hash e on e.artifact_id = a.id
       join presence p on p.artifact_id = a.id and p.package_version_id = e.package_version_id
       join package_version v on v.id = p.package_version_id join package k on k.id = v.package_id
       left join package_version_hash h on h.id = p.hash_id left join package_version_hash f on f.id = e.hash_id
       where s.slug = 'rehashed' order by k.name`,
    );
    expect(rows).toHaveLength(60);
    const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
    expect(rows.find(({ name }) => name === "pkg-1")).toEqual({ name: "pkg-1", now: sha256("not pkg-1"), before: sha256("pkg-1") });
  });

  it("fails for good when it is cut off or no SBOM, with the reason on the upload", async () => {
    const cut = await send(document.subarray(0, 17 * megabyte), { service: "cut" });
    expect(cut.body).toMatchObject({ status: "failed", problem: { code: "invalid", reason: "document_truncated" } });
    const other = await send(Buffer.from(JSON.stringify({ name: "x", lockfileVersion: 3, filler: padding.repeat(12_000) })), { service: "cut" });
    expect(other.body).toMatchObject({ status: "failed", problem: { code: "invalid", reason: "not_an_sbom" } });
    const { rows } = await system.database.pool.query("select 1 from service where slug = 'cut'");
    expect(rows).toEqual([]);
  });
});

describe("what is too large or no document", () => {
  const chunk = Buffer.alloc(megabyte, 0x61);

  it("is refused at once when its length says so", async () => {
    const before = await stored();
    const answer = await send(Array<Buffer>(5).fill(chunk), {}, { "content-length": "400000000" }).catch((error: Error) => error);
    if (!(answer instanceof Error)) expect(answer.status).toBe(413);
    expect(await stored()).toBe(before);
  });

  it("is refused by its first bytes when it cannot be an SBOM, before it has all arrived", async () => {
    const before = await stored();
    let sent = 0;
    function* garbage(): Generator<Buffer> {
      for (; sent < 200; sent += 1) yield chunk;
    }
    const answer = await send(garbage());
    expect([answer.status, answer.body.reason]).toEqual([400, "not_an_sbom"]);
    expect(await stored()).toBe(before);
  });

  it("is refused when it is larger than 320 MiB after all, sent in chunks or decompressed", async () => {
    const before = await stored();
    const opening = Buffer.from('{"bomFormat":"CycloneDX","specVersion":"1.6","filler":"');
    const chunked = await send([opening, ...Array<Buffer>(325).fill(chunk)]);
    expect([chunked.status, chunked.body.reason]).toEqual([413, "document_too_large"]);
    const bomb = await send(gzipSync(Buffer.concat([opening, Buffer.alloc(330 * megabyte, 0x61)])));
    expect([bomb.status, bomb.body.reason]).toEqual([413, "decompressed_too_large"]);
    const garbage = await send(gzipSync(Buffer.alloc(200 * megabyte)));
    expect([garbage.status, garbage.body.reason]).toEqual([400, "not_an_sbom"]);
    expect(await stored()).toBe(before);
  });

  it("is refused as XML of more than 64 MiB, and said so", async () => {
    const before = await stored();
    const xml = Buffer.concat([
      Buffer.from('<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>'),
      Buffer.alloc(65 * megabyte, 0x20),
    ]);
    const answer = await send(xml);
    expect([answer.status, answer.body.reason]).toEqual([413, "form_too_large"]);
    expect(await stored()).toBe(before);
  });
});

describe("a caller that goes away half way", () => {
  it("leaves nothing behind, neither in the database nor on the disk", async () => {
    const before = await stored();
    const body = largeBom(12_000);
    await new Promise<void>((resolve) => {
      const socket = connect(system.server.port, "127.0.0.1", () => {
        socket.write(`POST /api/v1/sboms?service=half HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${system.token}\r\nContent-Length: ${body.length}\r\n\r\n`);
        socket.write(body.subarray(0, body.length / 2), () => socket.destroy());
      });
      socket.on("close", () => setTimeout(resolve, 300));
      socket.on("error", () => {});
    });
    expect(await stored()).toBe(before);
  });
});

describe("selectBodyChunks", () => {
  it("gives the bytes as they are stored, whatever their number", async () => {
    for (const length of [1, megabyte - 1, megabyte, megabyte + 1, 2 * megabyte]) {
      const bytes = Buffer.alloc(length, length % 251);
      const sha256 = createHash("sha256").update(bytes).digest();
      await system.database.pool.query("insert into document_body (sha256, encoding, bytes) values ($1, 'br', $2)", [sha256, bytes]);
      const chunks: Buffer[] = [];
      for await (const chunk of selectBodyChunks(system.database.pool, sha256)) chunks.push(chunk);
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    }
  });
});
