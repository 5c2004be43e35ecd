import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { readBom } from "@/lib/sbom";
import { Places } from "../../places/places";
import { WarningSink } from "../../warnings";
import { readYaml } from "./read";

const head = "spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nname: doc\n";
const partsOf = (text: string, pieceChars?: number) => {
  const sink = new WarningSink();
  return { value: readYaml(text, sink, new Places(), pieceChars), warnings: sink.list().map(({ code, pointers }) => ({ code, pointers })) };
};

describe("SPDX YAML", () => {
  it("keeps what looks like a number or a date as text", () => {
    expect(partsOf("a: 1.10\nb: 2020-01-01T00:00:00Z\nc: 0x10\nd: no\ne: true\nf: ~\ng:\n").value).toEqual({
      a: "1.10",
      b: "2020-01-01T00:00:00Z",
      c: "0x10",
      d: "no",
      e: true,
      f: null,
      g: null,
    });
  });

  it("is the same in pieces as in one, with the right lines", () => {
    const items = Array.from({ length: 40 }, (_, i) => `  - name: p${i}\n    comment: |\n      - not an item\n      packages:\n    list:\n    - ${i}\n`);
    const text = `# start\n${head}"packages": # list\n\n${items.join("  # between\n")}files:\n- fileName: f\n  fileName: g\nend: x\n`;
    const whole = partsOf(text, 1_000_000);
    expect(partsOf(text, 100)).toEqual(whole);
    expect(whole.value).toMatchObject({ packages: { length: 40, 39: { comment: "- not an item\npackages:\n", list: ["39"] } }, end: "x" });
    const line = text.slice(0, text.indexOf("fileName: g")).split("\n").length;
    expect(whole.warnings).toEqual([{ code: "yaml_key_repeated", pointers: [`line ${line}`] }]);
  });

  it("takes the last of repeated names, also of top-level ones in different pieces", () => {
    const text = `a: 1\n${"b: 2\n".padEnd(200, "#")}\na: 3\n`;
    for (const size of [10, 10_000]) expect(partsOf(text, size)).toMatchObject({ value: { a: "3" }, warnings: [{ code: "yaml_key_repeated" }] });
  });

  it("resolves aliases, also across pieces, and never lets them blow up", () => {
    const text = "packages:\n- &a {name: x}\n- {name: y}\nmore: *a\n";
    for (const size of [5, 10_000]) expect(partsOf(text, size).value.more).toEqual({ name: "x" });
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[..."bcdefgh"].map((name, i) => `${name}: &${name} [${`*${"abcdefgh"[i]},`.repeat(10)}]\n`).join("")}`;
    for (const hostile of [bomb, "a: &a [*a]\n", "a: *nothing\n"]) {
      expect(() => readYaml(hostile, new WarningSink(), new Places())).toThrow(expect.objectContaining({ code: "invalid", reason: "yaml_aliases" }));
    }
  });

  it("has names like __proto__ as any other", () => {
    const { value } = partsOf("__proto__: {x: 1}\nconstructor: y\n");
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.entries(value)).toEqual([
      ["__proto__", { x: "1" }],
      ["constructor", "y"],
    ]);
  });

  it.each([
    ["broken quotes", `${head}a: "b" c"\n`, "yaml_invalid", "line 4"],
    ["a second document", `${head}---\n${head}`, "yaml_invalid", "another document"],
    ["lists in lists without end", `${head}a: ${"[".repeat(10_000)}`, "yaml_too_deep", "nested deeper"],
    ["a text of more than 4 MiB", `${head}a: |\n${"  x\n".repeat(1_100_000)}`, "yaml_too_large", "as JSON"],
  ])("is refused with %s", (_what, text, reason, words) => {
    expect(() => readBom(Buffer.from(text))).toThrow(expect.objectContaining({ reason, message: expect.stringContaining(words) }));
  });

  it.each([
    ["lists in a line", "- ", "yaml_too_deep"],
    ["names in a line", "? ", "yaml_too_deep"],
    ["open lists", "[", "yaml_too_deep"],
    ["open mappings", "{x: ", "yaml_too_deep"],
    ["tags", "!!str ", "yaml_too_large"],
    ["anchors", "&a ", "yaml_too_large"],
    ["items without end", "- x\n", "yaml_too_large"],
    ["tagged items", "- !t x\n", "yaml_too_large"],
    ["aliases", "- *x\n", "yaml_too_large"],
    ["merged mappings", "- <<: *x\n", "yaml_too_large"],
    ["names without values", "? x\n", "yaml_too_large"],
    ["empty lines of a comment", "#\n", "yaml_too_large"],
    ["entries of a flow list", "[,", "yaml_too_deep"],
  ])("that is made to cost much is refused before it is built: %s", (_what, part, reason) => {
    const text = `${head}x: &x {y: z}\na:\n${part.repeat(1_500_000 / part.length)}`;
    expect(() => readBom(Buffer.from(text))).toThrow(expect.objectContaining({ reason }));
  });

  it("is not looked for without end in what begins like it and is none", () => {
    for (const lines of ["#\n", "\n", " \n", "%\n \n"]) {
      expect(() => readBom(Buffer.from(`%${lines.repeat(1_000)}no document`))).toThrow(expect.objectContaining({ reason: "not_an_sbom" }));
    }
  });

  it("that is long and ordinary is read, whatever its length", () => {
    const item = `- SPDXID: SPDXRef-Package-npm-thing\n  name: thing\n  versionInfo: "1.10.0"\n  licenseDeclared: MIT # says the author\n  hasFiles:\n  - SPDXRef-File-1\n  - SPDXRef-File-2\n`;
    const { value } = partsOf(`${head}packages:\n${item.repeat(12_000)}`);
    expect(value.packages).toHaveLength(12_000);
  });

  it("is recognised with sorted names, marks of a document, and inside of a member Document", () => {
    const comment = `comment: ${"x".repeat(5_000)}\n`;
    for (const text of [`---\n${comment}${head}`, `# c\n\n${comment}${head}`, `Document:\n${head.replace(/^/gm, "  ").trimEnd()}\n`]) {
      expect(readBom(Buffer.from(text))).toMatchObject({ format: "spdx-yaml", specVersion: "2.3" });
    }
  });
});
