import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { readBom } from "@/lib/sbom";
import { bytesOf, cyclonedx, npm, spdx } from "../test-documents";

function refusalOf(input: unknown): { code: string; reason: string | null; message: string } {
  try {
    readBom(input instanceof Uint8Array ? input : bytesOf(input));
  } catch (error) {
    if (error instanceof WhereinError) return { code: error.code, reason: error.reason, message: error.message };
    throw error;
  }
  throw new Error("was not refused");
}

describe("what is not an SBOM in JSON is refused in words", () => {
  it.each([
    ["an HTML page", "<!DOCTYPE html><html><body>Log in</body></html>", "invalid", "not_an_sbom", "HTML page"],
    ["SPDX 3 without elements", { "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [] }, "invalid", "not_an_sbom", "no element of SPDX"],
    ["an npm lock file", { name: "x", lockfileVersion: 3, packages: {} }, "invalid", "not_an_sbom", "npm sbom --sbom-format cyclonedx"],
    ["a package.json", { name: "x", scripts: {} }, "invalid", "not_an_sbom", "package.json"],
    ["Syft's own JSON", { artifacts: [], source: {}, schema: {} }, "unsupported", "format_unsupported", "Syft"],
    ["a Trivy report", { SchemaVersion: 2, ArtifactName: "x", Results: [] }, "invalid", "not_an_sbom", "Trivy"],
    [
      "Inspector's own format",
      { messages: [], vulnerabilities: [], vulnerability_count: { critical: 0 } },
      "invalid",
      "not_an_sbom",
      "--output-format CYCLONE_DX_1_5",
    ],
    ["an attestation of nothing", { payloadType: "application/vnd.in-toto+json", payload: "" }, "unsupported", "format_unsupported", "attestation"],
    ["a list", [{}, {}], "invalid", "not_an_sbom", "list of 2"],
    ["null", "null", "invalid", "not_an_sbom", "null"],
    ["another object", { hello: "world" }, "invalid", "not_an_sbom", "neither bomFormat nor spdxVersion"],
    ["two documents", `${JSON.stringify(cyclonedx())}\n${JSON.stringify(cyclonedx())}\n`, "invalid", "not_an_sbom", "several JSON documents"],
    ["nothing", "", "invalid", "empty_document", "empty"],
    ["white space", " \n\t ", "invalid", "empty_document", "empty"],
    ["much white space", " ".repeat(10_000), "invalid", "empty_document", "empty"],
    ["a document cut off", JSON.stringify(cyclonedx()).slice(0, 100), "invalid", "document_truncated", "ends too early"],
    ["a document cut off in a character", Buffer.from('{"bomFormat":"é').subarray(0, 15), "invalid", "document_truncated", "ends too early"],
    ["broken JSON", '{"bomFormat": nonsense, "a": 1}', "invalid", "not_json", "offset 14"],
    ["plain text", "hello", "invalid", "not_an_sbom", "no format that is known"],
    ["binary data", new Uint8Array([1, 0, 2, 3]), "invalid", "not_an_sbom", "binary data"],
  ])("%s", (_what, input, code, reason, words) => {
    const refusal = refusalOf(input);
    expect(refusal).toMatchObject({ code, reason });
    expect(refusal.message).toContain(words);
  });

  it("whatever stands in the places that are looked at", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    for (const name of ["@context", "$schema", "runs", "statements", "artifacts", "bom", "sbom", "metadata", "specVersion", "bomFormat", "spdxVersion"]) {
      for (const value of [deep, '{"toString":1,"includes":2}', "null", "7"]) {
        expect(refusalOf(`{"${name}":${value},"runs":1,"statements":1}`).reason).not.toBeNull();
      }
    }
  });

  it("recognises its formats by content, in every encoding of Unicode", () => {
    const text = JSON.stringify(cyclonedx({ components: [npm("käse"), { name: "😀\u00e9" }] }));
    const utf8 = Buffer.from(text);
    const utf16 = Buffer.from(text, "utf16le");
    const encodings = [
      utf8,
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8]),
      Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
      Buffer.from(utf16).swap16(),
      Buffer.concat([Buffer.from("\n ".repeat(3_000)), utf8]),
    ];
    for (const bytes of encodings) {
      const bom = readBom(bytes);
      expect(bom.warnings).toEqual([]);
      expect(bom.components.map(({ name }) => name).sort()).toEqual(["käse", "😀é"]);
    }
    expect(readBom(bytesOf(spdx())).format).toBe("spdx-json");
  });

  it("reads text that is not UTF-8 with a warning", () => {
    const bom = readBom(Buffer.from(JSON.stringify(cyclonedx({ components: [{ name: "caf\u00e9" }] })), "latin1"));
    expect(bom.components[0]?.name).toBe("caf\ufffd");
    expect(bom.warnings).toEqual([expect.objectContaining({ code: "invalid_utf8" })]);
  });

  it("accepts an unusual bomFormat with a warning", () => {
    for (const bomFormat of ["cyclonedx", undefined]) {
      expect(readBom(bytesOf(cyclonedx({ bomFormat, components: [] }))).warnings).toEqual([expect.objectContaining({ code: "bom_format_unusual" })]);
    }
  });

  it("is told apart in linear time, whatever it begins with", () => {
    for (const start of ["<", "<<", "<a>", "<?", "eyJ", "#"]) {
      for (const run of ["\n", "<", "> <", " ", "\n<"]) {
        expect(() => readBom(Buffer.from(start + run.repeat(4_000)))).toThrow(expect.objectContaining({ reason: expect.any(String) }));
      }
    }
  });
});
