import { describe, expect, it } from "vitest";
import { readBom } from "@/lib/sbom";
import { bytesOf, cyclonedx, npm } from "../test-documents";
import { type Comparison, compareBoms, type Difference } from ".";

type Part = ReturnType<typeof npm>;

const bomOf = (components: Part[], dependencies?: object[]) =>
  readBom(bytesOf(cyclonedx({ components, ...(dependencies && { dependencies }) })), { details: true });
const compare = (from: Part[], to: Part[]) => compareBoms(bomOf(from), bomOf(to));
const sha256 = (digit: string, more = "") => ({ hashes: [{ alg: "SHA-256", content: digit.repeat(64) }], ...(more && { purl: more }) });
const licence = (name: string, acknowledgement = "declared") => ({ licenses: [{ license: { name, acknowledgement } }] });

/** A list as `name from>to`. */
const listed = (list: Difference[]) => list.map(({ name, from, to }) => `${name} ${from?.version ?? "-"}>${to?.version ?? "-"}`);
const lists = ({ unchanged, directKnown, ...rest }: Comparison) =>
  Object.fromEntries(
    Object.entries(rest)
      .filter(([, list]) => list.length > 0)
      .map(([name, list]) => [name, listed(list)]),
  );

describe("two builds", () => {
  it("that hold the same have no difference, whatever the order of their components", () => {
    const result = compare([npm("a"), npm("b")], [npm("b"), npm("a")]);
    expect(lists(result)).toEqual({});
    expect(result.unchanged).toBe(2);
  });

  it("tell what was added, removed, upgraded and downgraded, by the order of the ecosystem", () => {
    const result = compare(
      [npm("gone"), npm("up", "1.9.0"), npm("down", "2.0.0"), npm("pre", "1.0.0-rc.1"), npm("kept")],
      [npm("new"), npm("up", "1.10.0"), npm("down", "1.0.0"), npm("pre", "1.0.0"), npm("kept")],
    );
    expect(lists(result)).toEqual({
      added: ["new ->1.0.0"],
      removed: ["gone 1.0.0>-"],
      upgraded: ["pre 1.0.0-rc.1>1.0.0", "up 1.9.0>1.10.0"],
      downgraded: ["down 2.0.0>1.0.0"],
    });
    expect(result.unchanged).toBe(1);
  });

  it("call a version changed whose order nobody can tell", () => {
    const plain = (version: string) => ({ type: "library", "bom-ref": "x", name: "x", version }) as Part;
    expect(lists(compare([plain("one")], [plain("two")]))).toEqual({ changed: ["x one>two"] });
    expect(lists(compare([npm("x", "latest")], [npm("x", "1.0.0")]))).toEqual({ changed: ["x latest>1.0.0"] });
  });

  it("raise the alarm for the same version with another hash, and for nothing else", () => {
    const result = compare([npm("a", "1.0.0", sha256("a")), npm("b", "1.0.0", sha256("a"))], [npm("a", "1.0.0", sha256("b")), npm("b", "1.0.0", sha256("a"))]);
    expect(lists(result)).toEqual({ otherHash: ["a 1.0.0>1.0.0"] });
    expect(result.otherHash[0]?.hashes).toEqual([{ algorithm: "SHA-256", from: ["a".repeat(64)], to: ["b".repeat(64)] }]);
    expect(lists(compare([npm("a")], [npm("a", "1.0.0", sha256("b"))]))).toEqual({});
  });

  it("raise no alarm where one hash of several is the same, or the machine is another", () => {
    const both = { hashes: [...sha256("a").hashes, ...sha256("b").hashes] };
    expect(lists(compare([npm("a", "1.0.0", both)], [npm("a", "1.0.0", sha256("b"))]))).toEqual({});
    const deb = (arch: string, digit: string) => npm("a", "1", sha256(digit, `pkg:deb/debian/a@1?arch=${arch}&distro=debian-12`));
    expect(lists(compare([deb("amd64", "a")], [deb("arm64", "b")]))).toEqual({});
    expect(lists(compare([deb("amd64", "a")], [deb("amd64", "b")]))).toEqual({ otherHash: ["debian/a 1>1"] });
  });

  it("tell another licence, also across an upgrade, and not what one of them is silent on", () => {
    const result = compare(
      [npm("a", "1.0.0", licence("MIT")), npm("b", "1.0.0", licence("MIT")), npm("c"), npm("d", "1.0.0", licence("MIT"))],
      [npm("a", "2.0.0", licence("BUSL-1.1")), npm("b", "1.0.0", licence("MIT")), npm("c", "1.0.0", licence("MIT")), npm("d", "1.0.0", licence("NOASSERTION"))],
    );
    expect(lists(result)).toEqual({ upgraded: ["a 1.0.0>2.0.0"], licenceChanged: ["a 1.0.0>2.0.0"] });
    expect(result.licenceChanged[0]?.licences).toEqual({ from: ["MIT"], to: ["BUSL-1.1"] });
  });

  it("tell new direct dependencies, those that were there through others with their way", () => {
    const before = bomOf(
      [npm("a"), npm("b")],
      [
        { ref: "shop", dependsOn: ["a"] },
        { ref: "a", dependsOn: ["b"] },
      ],
    );
    const after = bomOf([npm("a"), npm("b"), npm("c")], [{ ref: "shop", dependsOn: ["a", "b", "c"] }]);
    const result = compareBoms(before, after);
    expect(listed(result.newDirect)).toEqual(["b 1.0.0>1.0.0", "c ->1.0.0"]);
    expect(result.newDirect[0]?.from).toMatchObject({ direct: false, via: ["a 1.0.0"] });
    expect(result.directKnown).toBe(true);
  });

  it("say that nothing is known of direct dependencies where one has no graph", () => {
    const result = compareBoms(bomOf([npm("a")]), bomOf([npm("a"), npm("b")], [{ ref: "shop", dependsOn: ["a", "b"] }]));
    expect(result).toMatchObject({ directKnown: false, newDirect: [] });
  });
});
