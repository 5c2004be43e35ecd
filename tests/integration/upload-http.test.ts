import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { systemContext } from "@/lib/auth";
import { getUpload } from "@/lib/inventory";
import { joinDocument } from "@/lib/inventory/ingest/document-parts";
import { selectDocument } from "@/lib/inventory/ingest/queries/document";
import { bomOf } from "./setup/bom-fixture";
import { type Answer, sendUpload, tokenWith } from "./setup/upload-server";
import { withUploadSystem } from "./setup/upload-system";

const system = withUploadSystem();
const { send, stored } = system;

/** CycloneDX with these components, as raw text so that it can hold what JSON.stringify would not write. */
const cyclonedx = (components: string, dependencies = "[]") =>
  Buffer.from(
    `{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"metadata":{"component":{"type":"application","name":"r","bom-ref":"r"}},"components":${components},"dependencies":${dependencies}}`,
  );

const library = (name: string) => ({ type: "library", name, version: "1.0.0", purl: `pkg:npm/${encodeURIComponent(name)}@1.0.0`, "bom-ref": name });

type Accounting = { total: number; taken: number; merged: number; skipped: { count: number }[] };
function expectAddsUp(answer: Answer): void {
  const { total, taken, merged, skipped } = answer.body.accounting as Accounting;
  expect(taken + merged + skipped.reduce((sum, { count }) => sum + count, 0)).toBe(total);
}
const codesOf = (answer: Answer) => (answer.body.warnings as { code: string }[]).map((warning) => warning.code);

describe("POST /api/v1/sboms", () => {
  it("answers 202 with the upload and its address, and 200 with the same one for the same bytes", async () => {
    const document = bomOf(["a", "b"]);
    const first = await send(document, { service: "Payments API", version: "1", wait: "30" });
    expect(first.status).toBe(202);
    expect(first.headers.location).toBe(`/api/v1/uploads/${first.body.id}`);
    expect(first.body).toMatchObject({
      status: "done",
      service: { slug: "payments-api", name: "Payments API" },
      build: { seq: 1, version: "1" },
      accounting: { total: 2, taken: 2 },
    });
    const before = await stored();
    const again = await send(document, { service: "Payments API", version: "1" });
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    expect(await stored()).toBe(before);
  });

  it("takes gzip, declared or not, as the document inside it", async () => {
    const document = bomOf(["zipped"]);
    const plain = await send(gzipSync(document), { service: "zip" });
    expect(plain.status).toBe(202);
    const declared = await send(gzipSync(document), { service: "zip" }, { "content-encoding": "gzip" });
    expect([declared.status, declared.body.id]).toEqual([200, plain.body.id]);
  });

  it("takes zstd, declared or not, as the document inside it, and refuses other encodings", async () => {
    const document = bomOf(["squeezed"]);
    // One frame of one raw block, which is the least that is zstd.
    const block = (document.length << 3) | 1;
    const frame = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38, block & 255, (block >> 8) & 255, block >> 16]), document]);
    const plain = await send(frame, { service: "zst" });
    expect([plain.status, plain.body.accounting]).toMatchObject([202, { total: 1 }]);
    const declared = await send(frame, { service: "zst" }, { "content-encoding": "zstd" });
    expect([declared.status, declared.body.id]).toEqual([200, plain.body.id]);
    expect((await send(document, { service: "zst" }, { "content-encoding": "br" })).status).toBe(415);
  });

  it("takes XML and gives it back byte for byte, without a head to share", async () => {
    const document = Buffer.from(
      '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="library"><name>x</name></component></components></bom>',
    );
    const answer = await send(document, { service: "xml" });
    expect([answer.status, answer.body.accounting]).toMatchObject([202, { total: 1 }]);
    const kept = await selectDocument(system.database.pool, Buffer.from((answer.body.document as { sha256: string }).sha256, "hex"));
    expect(kept && [kept.head.length, (await joinDocument(kept)).equals(document)]).toEqual([0, true]);
  });

  it("holds the answer for a document that the worker does, and keeps 25 MiB whole", async () => {
    // Incompressible text, so that a truncated or re-encoded body cannot pass for the whole.
    const filler = randomBytes(14 * 1024 * 1024).toString("hex");
    const document = Buffer.from(JSON.stringify({ ...JSON.parse(bomOf(["big"]).toString()), properties: [{ name: "filler", value: filler }] }));
    expect(document.length).toBeGreaterThan(25 * 1024 * 1024);
    const answer = await send(document, { service: "big", wait: "30" });
    expect([answer.status, answer.body.status]).toEqual([202, "done"]);
    const sha256 = Buffer.from((answer.body.document as { sha256: string }).sha256, "hex");
    const kept = await selectDocument(system.database.pool, sha256);
    expect(kept && (await joinDocument(kept)).equals(document)).toBe(true);
    const before = await stored();
    const again = await send(document, { service: "big", wait: "30" });
    expect([again.status, again.body.id]).toEqual([200, answer.body.id]);
    expect(await stored()).toBe(before);
  });

  it("fails a large document that cannot be read for good, with the reason on the upload", async () => {
    const document = Buffer.concat([Buffer.from('{"bomFormat":"CycloneDX","specVersion":"1.5","x":"'), Buffer.alloc(17 * 1024 * 1024, 0x61)]);
    const answer = await send(document, { service: "big-broken", wait: "30" });
    expect([answer.status, answer.body.status]).toEqual([202, "failed"]);
    expect(answer.body.problem).toMatchObject({ code: "invalid", reason: "document_truncated" });
    const { rows } = await system.database.pool.query("select 1 from service where slug = 'big-broken'");
    expect(rows).toEqual([]);
    const upload = await getUpload({ ctx: systemContext("test"), input: { id: String(answer.body.id) } });
    expect(upload.status).toBe("failed");
  });

  it.each<[string, () => Buffer, number, string]>([
    ["0 bytes", () => Buffer.alloc(0), 400, "empty_document"],
    ["text that is in no known format", () => Buffer.from("this is no SBOM"), 400, "not_an_sbom"],
    ["JSON that is no SBOM", () => Buffer.from('{"name":"x","lockfileVersion":3,"packages":{}}'), 400, "not_an_sbom"],
    ["a document that is cut off", () => bomOf(["a", "b", "c"]).subarray(0, 300), 400, "document_truncated"],
    ["a gzip that is cut off", () => gzipSync(bomOf(["a"])).subarray(0, 100), 400, "gzip_truncated"],
    ["JSON that is damaged", () => Buffer.from('{"bomFormat": nonsense}'), 400, "not_json"],
    ["arrays to depth 100,000", () => Buffer.from("[".repeat(100_000) + "]".repeat(100_000)), 400, "not_an_sbom"],
  ])("refuses %s with a problem and stores nothing", async (_, document, status, reason) => {
    const before = await stored();
    const answer = await send(document());
    expect([answer.status, answer.body.reason]).toEqual([status, reason]);
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(answer.body.requestId).toBe(answer.headers["x-request-id"]);
    expect(await stored()).toBe(before);
  });

  it("stores nothing of a body that ends half way", async () => {
    const before = await stored();
    const document = bomOf(["half"]);
    await new Promise<void>((resolve) => {
      const socket = connect(system.server.port, "127.0.0.1", () => {
        socket.write(
          `POST /api/v1/sboms?service=half HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${system.token}\r\nContent-Length: ${document.length}\r\n\r\n`,
        );
        socket.write(document.subarray(0, document.length / 2), () => socket.destroy());
      });
      socket.on("close", () => setTimeout(resolve, 100));
      socket.on("error", () => {});
    });
    expect(await stored()).toBe(before);
  });

  it.each<[string, () => Promise<string | undefined>, number, string]>([
    ["no token", async () => undefined, 401, "credentials_missing"],
    ["a forged token", async () => `${system.token.slice(0, -4)}AAAA`, 401, "token_unknown"],
    ["an expired token", expiredToken, 401, "token_expired"],
    ["a token without the scope", async () => tokenWith(["inventory:read"]), 403, "scope_missing"],
  ])("refuses %s before the document is looked at", async (_, make, status, reason) => {
    const before = await stored();
    const own = await make();
    const answer = await sendUpload({ port: system.server.port, query: { service: "svc" }, body: bomOf(["a"]), ...(own === undefined ? {} : { token: own }) });
    expect([answer.status, answer.body.reason]).toEqual([status, reason]);
    expect(await stored()).toBe(before);
  });

  async function expiredToken(): Promise<string> {
    const expired = await tokenWith(["sbom:write"], new Date(Date.now() + 3_600_000).toISOString());
    await system.database.pool.query("update api_token set expires_at = now() - interval '1 minute' where prefix = $1", [expired.slice(0, 12)]);
    return expired;
  }

  it("names each query parameter that is wrong or unknown", async () => {
    const answer = await send(bomOf(["a"]), { kind: "spaceship", sevice: "typo", runUrl: "javascript:alert(1)" });
    expect(answer.status).toBe(400);
    expect((answer.body.errors as { pointer: string }[]).map((error) => error.pointer).sort()).toEqual(["?kind", "?runUrl", "?sevice"]);
  });

  it("imports __proto__ keys, NUL and lone surrogates harmlessly, with a warning", async () => {
    const answer = await send(
      cyclonedx(
        `[{"type":"library","name":"nul\\u0000name","version":"1\\ud800","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":1}}},${JSON.stringify(library("ok"))}]`,
      ),
      { service: "odd" },
    );
    expect(answer.status).toBe(202);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expectAddsUp(answer);
    expect(codesOf(answer).length).toBeGreaterThan(0);
  });

  it("imports 50,000 duplicate references in bounded time, and says so", async () => {
    const one = JSON.stringify({ ...library("dup"), "bom-ref": "same" });
    const answer = await send(cyclonedx(`[${Array<string>(50_000).fill(one).join(",")}]`), { service: "dup", wait: "30" });
    expect(answer.body).toMatchObject({ status: "done", accounting: { total: 50_000, taken: 1, merged: 49_999 } });
    expect(codesOf(answer)).toContain("duplicate_ref");
  });

  it("imports cycles and dangling references, and says so", async () => {
    const answer = await send(
      cyclonedx(
        JSON.stringify([library("a"), library("b")]),
        '[{"ref":"r","dependsOn":["a"]},{"ref":"a","dependsOn":["b","gone"]},{"ref":"b","dependsOn":["a","b"]},{"ref":"ghost","dependsOn":["a"]}]',
      ),
      { service: "cycle" },
    );
    expect(answer.body).toMatchObject({ status: "done", accounting: { taken: 2 } });
    expect(codesOf(answer)).toEqual(expect.arrayContaining(["dangling_ref"]));
    expect((answer.body.warnings as { pointers: string[] }[]).every((warning) => warning.pointers.every((pointer) => pointer.startsWith("/")))).toBe(true);
  });

  it("keeps SQL and HTML in every name as text", async () => {
    const evil = `'); drop table presence; --<img src=x onerror=alert(1)>`;
    const answer = await send(cyclonedx(JSON.stringify([{ ...library("x"), name: evil, purl: undefined, version: evil }])), {
      service: evil,
      artifact: evil,
      ref: evil,
      version: evil,
      commit: evil,
    });
    expect(answer.body).toMatchObject({ status: "done", service: { name: evil }, artifact: { name: evil, ref: evil }, build: { version: evil, commit: evil } });
  });

  it("takes two uploads of one artifact at once as two builds", async () => {
    const [one, two] = await Promise.all([send(bomOf(["one"]), { service: "twice" }), send(bomOf(["two"]), { service: "twice" })]);
    expect([one.status, two.status]).toEqual([202, 202]);
    expect([one, two].map((answer) => (answer.body.build as { seq: number }).seq).sort()).toEqual([1, 2]);
  });
});
