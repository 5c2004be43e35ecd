import { describe, expect, it } from "vitest";
import { readBom } from "@/lib/sbom";
import { fileOf } from "./large/byte-file";
import { readLargeBom } from "./large/read-large-bom";
import { componentsMax, edgesMax, listItemsMax } from "./limits";

const refusal = expect.objectContaining({ code: "too_large", reason: "too_many_entries" });
const bytesOf = (components: string, dependencies: string) =>
  Buffer.from(`{"bomFormat":"CycloneDX","specVersion":"1.6","components":[${components}],"dependencies":[${dependencies}]}`);

describe("a component with tens of thousands of SHA-256s", () => {
  const hashes = Array.from({ length: 30_000 }, (_, i) => ({ alg: "SHA-256", content: i.toString(16).padStart(64, "0") }));
  const known = { type: "library", name: "a" };

  it.each([
    ["of its own", [{ ...known, hashes }]],
    ["of others that are the same", hashes.map((hash) => ({ ...known, hashes: [hash] }))],
  ])("%s has each of them once, in time that grows with their number", (_, components) => {
    const { components: read } = readBom(bytesOf(components.map((component) => JSON.stringify(component)).join(","), ""));
    expect(read).toHaveLength(1);
    expect(read[0]?.sha256).toBe(hashes.map(({ content }) => content).join(" "));
  });
});

describe("a document of more entries than are read", () => {
  it("is refused for its components, also where each is the same", () => {
    const components = `{"name":"a"}${',{"name":"a"}'.repeat(componentsMax)}`;
    expect(() => readBom(bytesOf(components, ""))).toThrow(refusal);
  });

  it("is refused for its dependencies", () => {
    const entry = `{"ref":"a","dependsOn":[${'"b",'.repeat(99_999)}"b"]}`;
    const document = bytesOf('{"name":"a","bom-ref":"a"},{"name":"b","bom-ref":"b"}', `${`${entry},`.repeat(edgesMax / 100_000)}${entry}`);
    expect(() => readBom(document)).toThrow(refusal);
  });

  it("is refused for the length of a list, before anything of it is parsed", () => {
    const document = Buffer.from(`{"spdxVersion":"SPDX-2.3","files":[1${",1".repeat(listItemsMax)}]}`);
    const options = { details: false, sliceBytes: 100_000, partBytesMax: 1_000_000, memoryBytesMax: 0 };
    expect(() => readLargeBom(fileOf(document), options)).toThrow(refusal);
  });
});
