import { describe, expect, it } from "vitest";
import { type Bom, readBom } from "@/lib/sbom";
import { bytesOf, cyclonedx, npm } from "../test-documents";

const read = (parts?: Record<string, unknown>): Bom => readBom(bytesOf(cyclonedx(parts)));
const names = (bom: Bom) => bom.components.map(({ name }) => name);
const codes = (bom: Bom) => bom.warnings.map(({ code }) => code);
const edges = (bom: Bom) =>
  bom.components.flatMap(({ name }, i) =>
    [...bom.graph.targets.subarray(bom.graph.offsets[i], bom.graph.offsets[i + 1])].map((to) => `${name}>${bom.components[to]?.name}`),
  );
const direct = (bom: Bom) => [...bom.graph.direct].map((i) => bom.components[i]?.name);

describe("a CycloneDX document", () => {
  it.each(["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])("of version %s is read whole", (specVersion) => {
    const bom = read({
      specVersion,
      components: [npm("b"), npm("a")],
      dependencies: [
        { ref: "shop", dependsOn: ["a"] },
        { ref: "a", dependsOn: ["b"] },
      ],
    });
    expect(bom).toMatchObject({
      format: "cyclonedx-json",
      specVersion,
      serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
      generator: "maker 2.1",
      createdAt: "2026-03-01T10:00:00.000Z",
      root: { name: "shop", version: "1.0.0", purl: null },
      accounting: { total: 2, taken: 2, merged: 0, skipped: [], withoutPurl: 0, withoutVersion: 0 },
      warnings: [],
    });
    expect(names(bom)).toEqual(["a", "b"]);
    expect(bom.components[0]?.key).toBe(["npm", "a", "1.0.0", ""].join("\0"));
    expect(direct(bom)).toEqual(["a"]);
    expect(edges(bom)).toEqual(["a>b"]);
  });

  it("names its generator in the old form of tools, package managers last", () => {
    const metadata = {
      tools: [
        { name: "npm", version: "11" },
        { vendor: "x", name: "maker", version: "3" },
      ],
    };
    expect(read({ metadata }).generator).toBe("maker 3");
    expect(read({ metadata: { tools: [{ name: "npm", version: "11" }] } }).generator).toBe("npm 11");
  });

  it("of a later 1.x version is read with a warning, of another major version refused", () => {
    expect(codes(read({ specVersion: "1.99", components: [] }))).toEqual(["spec_version_unknown"]);
    expect(() => read({ specVersion: "2.1" })).toThrow(expect.objectContaining({ code: "unsupported", reason: "spec_version_unsupported" }));
    expect(() => read({ specVersion: "x" })).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ pointer: "/specVersion" })] }));
  });

  it("merges the same identity, keeps the strongest scope and unites the edges", () => {
    const bom = read({
      components: [
        npm("a", "1.0.0", { scope: "excluded" }),
        npm("a", "1.0.0", { "bom-ref": "a2", scope: "optional", hashes: [{ alg: "SHA-256", content: "AB".repeat(32) }] }),
        npm("b"),
        npm("c"),
      ],
      dependencies: [
        { ref: "shop", dependsOn: ["a"] },
        { ref: "a", dependsOn: ["b", "b"] },
        { ref: "a2", dependsOn: ["c"] },
      ],
    });
    expect(bom.accounting).toMatchObject({ total: 4, taken: 3, merged: 1 });
    expect(bom.components[0]).toMatchObject({ name: "a", scope: "optional", sha256: "ab".repeat(32) });
    expect(edges(bom)).toEqual(["a>b", "a>c"]);
  });

  it("reads the scope, and what generators say of development", () => {
    const property = (name: string, value: string) => ({ properties: [{ name, value }] });
    const bom = read({
      components: [
        npm("a"),
        npm("b", "1", { scope: "optional" }),
        npm("c", "1", { scope: "excluded" }),
        npm("d", "1", { scope: "optional", ...property("cdx:npm:package:development", "true") }),
        npm("e", "1", property("cdx:poetry:group", "test")),
        npm("f", "1", property("cdx:npm:package:development", "false")),
      ],
    });
    expect(bom.components.map(({ scope }) => scope)).toEqual(["runtime", "optional", "dev", "dev", "test", "runtime"]);
  });

  it("keeps components without a usable purl by name, and takes a version from beside the purl", () => {
    const bom = read({
      components: [
        { type: "library", group: "org.acme", name: "thing", version: "2" },
        { type: "library", name: "odd", purl: "not a purl" },
        { type: "library", name: "x", version: "1.2.3+b", purl: "pkg:npm/x?arch=any" },
      ],
    });
    expect(bom.components.map(({ ecosystem, name, version }) => [ecosystem, name, version])).toEqual([
      ["npm", "x", "1.2.3+b"],
      ["unidentified", "odd", ""],
      ["unidentified", "org.acme/thing", "2"],
    ]);
    expect(bom.accounting).toMatchObject({ withoutPurl: 2, withoutVersion: 1 });
    expect(bom.warnings).toEqual([expect.objectContaining({ code: "purl_invalid", count: 1, pointers: ["/components/1/purl"] })]);
  });

  it("accounts for every entry: files, nulls, nameless, too long and the subject repeated", () => {
    const bom = read({
      components: [
        { type: "file", name: "a.txt", "bom-ref": "file" },
        null,
        "text",
        { type: "library" },
        npm("ok"),
        { type: "library", name: "n".repeat(1_001) },
        { type: "library", name: "é".repeat(501) },
        { type: "library", name: "v", version: "1".repeat(501) },
        { type: "application", "bom-ref": "shop", name: "shop", version: "1.0.0" },
      ],
      dependencies: [{ ref: "shop", dependsOn: ["ok", "file"] }],
    });
    expect(bom.accounting).toMatchObject({
      total: 9,
      taken: 1,
      skipped: [
        { reason: "file", count: 1 },
        { reason: "not_an_object", count: 2 },
        { reason: "no_name", count: 1 },
        { reason: "name_too_long", count: 2 },
        { reason: "version_too_long", count: 1 },
        { reason: "root", count: 1 },
      ],
    });
    expect(bom.warnings.find(({ code }) => code === "not_an_object")).toMatchObject({ count: 2, pointers: ["/components/1", "/components/2"] });
    expect(codes(bom)).not.toContain("dangling_ref");
  });

  it("recognises the subject by its purl when it is repeated under another reference", () => {
    const component = { "bom-ref": "shop", name: "shop", version: "1.0.0", purl: "pkg:npm/shop@1.0.0" };
    const bom = read({
      metadata: { component },
      components: [{ ...component, "bom-ref": "again" }, npm("a")],
      dependencies: [{ ref: "again", dependsOn: ["a"] }],
    });
    expect(bom.root).toEqual({ name: "shop", version: "1.0.0", purl: "pkg:npm/shop@1.0.0" });
    expect(bom.accounting).toMatchObject({ total: 2, taken: 1, skipped: [{ reason: "root", count: 1 }] });
    expect(direct(bom)).toEqual(["a"]);
  });

  it("reads nested components, also those of the subject, and hangs them below what holds them", () => {
    const bom = read({
      metadata: { component: { "bom-ref": "shop", name: "shop", components: [npm("module")] } },
      components: [npm("outer", "1", { components: [npm("inner", "1", { components: [npm("used")] })] })],
      dependencies: [{ ref: "module", dependsOn: ["used", "outer"] }],
    });
    expect(bom.accounting).toMatchObject({ total: 4, taken: 4 });
    expect(direct(bom)).toEqual(["module"]);
    expect(edges(bom)).toEqual(["module>outer", "module>used", "outer>inner"]);
  });

  it("warns of broken references and imports all the same", () => {
    const bom = read({
      components: [npm("a"), npm("b"), npm("c", "1", { "bom-ref": "a" })],
      dependencies: [
        { ref: "shop", dependsOn: ["a", "gone"] },
        { ref: "a", dependsOn: ["a", "b"] },
        { ref: "b", dependsOn: ["a", 7] },
        { ref: "ghost", dependsOn: ["a"] },
        null,
      ],
    });
    const places = Object.fromEntries(bom.warnings.map(({ code, pointers }) => [code, pointers]));
    expect(places).toEqual({
      duplicate_ref: ["/components/2/bom-ref"],
      dangling_ref: ["/dependencies/0/dependsOn/1", "/dependencies/3/ref"],
      self_dependency: ["/dependencies/1/dependsOn/0"],
      not_a_text: ["/dependencies/2/dependsOn/1"],
      not_an_object: ["/dependencies/4"],
      dependency_cycle: ["/dependencies/1", "/dependencies/2"],
    });
    expect(edges(bom)).toEqual(["a>b", "b>a"]);
  });

  it("finds references that are percent-encoded in one place only", () => {
    const bom = read({
      components: [npm("a", "1", { "bom-ref": "pkg:npm/@s/a@1" }), { name: "b", purl: "pkg:npm/b@1" }],
      dependencies: [
        { ref: "shop", dependsOn: ["pkg:npm/%40s/a@1"] },
        { ref: "pkg:npm/%40s/a@1", dependsOn: ["pkg:npm/b@1"] },
      ],
    });
    expect(edges(bom)).toEqual(["a>b"]);
    expect(bom.warnings).toEqual([]);
  });

  it("takes what nothing depends on as direct when the subject is not in the graph", () => {
    const bom = read({ metadata: undefined, components: [npm("a"), npm("b")], dependencies: [{ ref: "a", dependsOn: ["b"] }] });
    expect(bom.root).toBeNull();
    expect(bom.graph.directAssumed).toBe(true);
    expect(direct(bom)).toEqual(["a"]);
    expect(codes(bom)).toEqual(["root_missing"]);
    expect(read({ components: [npm("a")] }).graph).toMatchObject({ directAssumed: false, direct: new Uint32Array() });
  });

  it("sees through lock files and operating systems to the subject's own dependencies", () => {
    const lock = { type: "application", "bom-ref": "lock", name: "package-lock.json", properties: [{ name: "aquasecurity:trivy:Class", value: "lang-pkgs" }] };
    const bom = read({
      components: [lock, npm("a"), npm("b")],
      dependencies: [
        { ref: "shop", dependsOn: ["lock"] },
        { ref: "lock", dependsOn: ["a"] },
        { ref: "a", dependsOn: ["b"] },
      ],
    });
    expect(direct(bom)).toEqual(["a", "package-lock.json"]);
    expect(edges(bom)).toEqual(["a>b"]);
  });

  it("removes NUL and half surrogates, with a warning", () => {
    const bom = readBom(
      bytesOf(`{"bomFormat":"CycloneDX","specVersion":"1.5","components":[
      {"name":"a\\u0000b","version":"1\\ud800"},{"name":"x","purl":"pkg:npm/x%00y@1"},{"name":"\\ud83d\\ude00"}]}`),
    );
    for (const { key } of bom.components) expect(key.split("\0")).toHaveLength(4);
    expect(bom.components.map(({ name }) => name)).toEqual(["xy", "ab", "😀"]);
    expect(bom.components.find(({ name }) => name === "ab")?.version).toBe("1");
    expect(bom.warnings.some(({ code }) => code === "text_cleaned")).toBe(true);
  });

  it("takes keys and references named like members of Object.prototype as plain text", () => {
    const bom = readBom(
      bytesOf(`{"bomFormat":"CycloneDX","specVersion":"1.5","__proto__":{"polluted":true},"components":[
      {"name":"a","bom-ref":"__proto__","__proto__":{"name":"evil"}},{"name":"b","bom-ref":"constructor"}],
      "dependencies":[{"ref":"__proto__","dependsOn":["constructor","toString"]}]}`),
    );
    expect(edges(bom)).toEqual(["a>b"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(codes(bom)).toContain("dangling_ref");
  });

  it("survives wrong types everywhere", () => {
    const bom = read({ specVersion: 1.6, metadata: 7, serialNumber: [], components: npm("a", "1"), dependencies: "x" });
    expect(bom.accounting.total).toBe(1);
    expect(codes(bom)).toEqual(["spec_version_not_text", "not_a_text", "not_an_object", "not_a_list"]);
    expect(read({ components: [npm("a", "1", { version: 3, purl: "pkg:npm/a" })] }).components[0]?.version).toBe("3");
  });

  it("is refused when its components are no list, and not taken for an empty one", () => {
    expect(() => read({ components: "oops" })).toThrow(expect.objectContaining({ reason: "components_not_a_list" }));
    expect(() => read({ components: { a: 1 } })).toThrow(expect.objectContaining({ reason: "components_not_a_list" }));
  });

  it("reads 6,000 levels of components, 100,000 levels of lists and 50,000 equal references without overflow", () => {
    let text = "";
    for (let i = 0; i < 6_000; i += 1) text += `{"name":"c${i}","components":[`;
    text += "]}".repeat(6_000);
    const bom = readBom(bytesOf(`{"bomFormat":"CycloneDX","specVersion":"1.6","x":${"[".repeat(100_000)}${"]".repeat(100_000)},"components":[${text}]}`));
    expect(bom.accounting.taken).toBe(6_000);
    const many = read({ components: Array.from({ length: 50_000 }, (_, i) => ({ name: `n${i}`, "bom-ref": "same" })) });
    expect(many.warnings).toEqual([expect.objectContaining({ code: "duplicate_ref", count: 49_999 })]);
    expect(many.warnings[0]?.pointers).toHaveLength(5);
  });
});
