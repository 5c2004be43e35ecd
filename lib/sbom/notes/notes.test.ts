import { describe, expect, it } from "vitest";
import { readBom } from "@/lib/sbom";
import { bytesOf, cyclonedx, npm, spdx } from "../test-documents";
import { readNotes, writeNotes } from ".";

const noted = (name: string, value: unknown) => ({ properties: [{ name: `wherein:${name}`, value: JSON.stringify(value) }] });
const by = (name: string) => ({ tools: { components: [{ type: "application", name, version: "1" }] } });
const read = (component: object, tool = "Wherein") => readBom(bytesOf(cyclonedx({ metadata: by(tool), components: [component] })), { details: true });

describe("notes", () => {
  it("stand for what the format could not say, in documents of Wherein's own", () => {
    const bom = read(npm("a", "1", { scope: "excluded", ...noted("scope", "test") }));
    expect(bom.components[0]?.scope).toBe("test");
    expect(read(npm("a", "1", noted("sourcePackage", { name: "s", version: null }))).details?.[0]?.sourcePackage).toEqual({ name: "s", version: null });
  });

  it("are not read in documents of other tools", () => {
    expect(read(npm("a", "1", noted("scope", "test")), "maker").components[0]?.scope).toBe("runtime");
    expect(read(npm("a", "1", noted("scope", "test")), "Whereinish").components[0]?.scope).toBe("runtime");
  });

  it("put a name right, and cannot turn a package into one of another ecosystem", () => {
    const identity = (ecosystem: string) => noted("identity", { ecosystem, name: "b", version: "2", release: "" });
    expect(read(npm("a", "1", identity("npm"))).components[0]).toMatchObject({ ecosystem: "npm", name: "b", version: "2" });
    expect(read(npm("a", "1", identity("cargo"))).components[0]).toMatchObject({ ecosystem: "npm", name: "a", version: "1" });
  });

  it("that are not well-formed are left out, whatever they are named", () => {
    const properties = [
      { name: "wherein:scope", value: "{" },
      { name: "wherein:scope", value: '"sometimes"' },
      { name: "wherein:__proto__", value: "{}" },
      { name: "wherein:purls", value: "[1]" },
      { name: "wherein:licences", value: '{"declared":[]}' },
      { name: 7, value: '"x"' },
      null,
    ];
    expect(readNotes(properties)).toBeNull();
    expect(readNotes("x")).toBeNull();
  });

  it("hold no character that a serialisation would change", () => {
    const [pair] = writeNotes({ description: "a  b\n</text>\u0001\u0085\u2028&\ufffe" });
    expect(pair?.value).toMatch(/^[\x20-\x7e]+$/);
    expect(pair?.value).not.toMatch(/ {2}|[<>&]/);
    expect(readNotes([pair])).toEqual({ description: "a  b\n</text>\u0001\u0085\u2028&\ufffe" });
  });

  it("are annotations in SPDX", () => {
    const annotations = [{ comment: 'wherein:author="somebody"' }, { comment: "by hand" }];
    const document = spdx({
      creationInfo: { created: "2026-03-01T10:00:00Z", creators: ["Tool: Wherein-0.1.0"] },
      packages: [
        { SPDXID: "SPDXRef-shop", name: "shop" },
        { SPDXID: "SPDXRef-a", name: "a", annotations },
      ],
      annotations: [{ comment: "wherein:root=null" }],
    });
    const bom = readBom(bytesOf(document), { details: true });
    expect(bom.details?.[0]?.author).toBe("somebody");
    expect(bom.root).toBeNull();
  });
});
