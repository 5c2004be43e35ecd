import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { vexDepthMax, vexStatementsMax, vexValuesMax } from "./limits";
import { readVex } from "./read-vex";

const openvex = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://a.test/1",
  author: "A",
  timestamp: "2026-01-01T00:00:00Z",
  version: 1,
  statements: [{ vulnerability: { name: "CVE-2026-1" }, status: "fixed", products: [{ "@id": "pkg:npm/a" }] }],
};
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const refusal = (code: string, reason: string) => expect.objectContaining({ code, reason });

describe("what a document is wrapped in", () => {
  const subject = [{ name: "pkg:oci/api", digest: { sha256: "d".repeat(64) } }];
  const statement = { _type: "https://in-toto.io/Statement/v1", predicateType: "https://openvex.dev/ns/v0.2.0", subject, predicate: openvex };
  const envelope = { payloadType: "application/vnd.in-toto+json", payload: bytes(statement).toString("base64"), signatures: [] };

  it("is opened: statements, envelopes and bundles", () => {
    for (const wrapped of [statement, envelope, { dsseEnvelope: envelope }, [openvex]]) expect(readVex(bytes(wrapped)).statements).toHaveLength(1);
    expect(readVex(bytes(statement)).statements[0]?.pointer).toBe("/predicate/statements/0");
  });

  it("names the product of statements that name none", () => {
    const predicate = { ...openvex, statements: [{ ...openvex.statements[0], products: undefined }] };
    const document = readVex(bytes({ ...statement, predicate }));
    expect(document.products).toMatchObject([{ digests: [`sha256:${"d".repeat(64)}`] }]);
    expect(document.statements[0]?.about).toEqual([{ product: 0, package: null, isGuess: false }]);
  });
});

it.each([
  ["nothing", "", "invalid", "empty_document"],
  ["cut off", '{"@context": "https://openvex.dev/ns", "statem', "invalid", "document_truncated"],
  ["no JSON", '{"a": b}', "invalid", "not_json"],
  ["an SBOM of SPDX", '{"spdxVersion": "SPDX-2.3"}', "unsupported", "vex_unknown"],
  ["an advisory", '{"schema_version": "1.7.0", "affected": []}', "unsupported", "vex_unknown"],
  ["a list", "[1, 2]", "unsupported", "vex_unknown"],
  ["YAML", "---\nformat: vex_attestation\n", "unsupported", "vex_yaml"],
  ["another document of JSON-LD", '{"@context": "https://schema.org"}', "unsupported", "vex_unknown"],
])("a document that is %s is refused for that", (_, text, code, reason) => {
  expect(() => readVex(Buffer.from(text))).toThrow(refusal(code, reason));
});

it("is not read where it is nested too deep or has too much in it", () => {
  const deep = `{"@context":"https://openvex.dev/ns","statements":${"[".repeat(vexDepthMax)}"[[[\\"[["${"]".repeat(vexDepthMax)}}`;
  expect(() => readVex(Buffer.from(deep))).toThrow(refusal("too_large", "vex_too_deep"));
  const many = `{"@context":"https://openvex.dev/ns","statements":[${"{},".repeat(vexStatementsMax)}{}]}`;
  expect(() => readVex(Buffer.from(many))).toThrow(refusal("too_large", "vex_too_many"));
  const heavy = `{"@context":"https://openvex.dev/ns","statements":[],"x":[${"[],".repeat(vexValuesMax / 2)}"[,{"]}`;
  expect(() => readVex(Buffer.from(heavy))).toThrow(refusal("too_large", "vex_too_many"));
});

it("lists the first faults only, and counts all of them", () => {
  const { faults, faultCount } = readVex(bytes({ ...openvex, statements: Array.from({ length: 1_500 }, () => 1) }));
  expect([faults.length, faultCount]).toEqual([1_000, 1_500]);
});

it("does not take compressed bytes for a document", () => {
  expect(() => readVex(gzipSync(bytes(openvex)))).toThrow(refusal("unsupported", "vex_unknown"));
});
