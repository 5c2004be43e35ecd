import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bom, compositionHash, headFingerprint, readBom, readHead, splitDocument } from "@/lib/sbom";
import { bytesOf, cyclonedx, npm, relationship, spdx, spdxPackage } from "./test-documents";

function split(bytes: Uint8Array): { head: Uint8Array; body: Uint8Array } | null {
  const found = splitDocument(bytes);
  return found === null ? null : { head: bytes.subarray(0, found.bodyStart), body: bytes.subarray(found.bodyStart) };
}

const fingerprintOf = (document: unknown) => {
  const parts = split(bytesOf(document));
  return parts === null ? null : headFingerprint(parts.head);
};

/** Everything of a Bom that a build of the same composition shares. */
const shared = ({ serialNumber, createdAt, ...rest }: Bom) => ({ ...rest, hash: compositionHash(rest).toString("hex") });

const components = [npm("a"), npm("b")];
const packages = [{ SPDXID: "SPDXRef-shop", name: "shop" }, spdxPackage("a")];

describe("the place where a document is split", () => {
  it("is the value of the top-level list, compact or indented, with a byte order mark or without", () => {
    for (const indent of [undefined, 2, "\t"]) {
      for (const mark of ["", "\ufeff"]) {
        const text = mark + JSON.stringify(cyclonedx({ components }), null, indent);
        const parts = split(bytesOf(text));
        expect(Buffer.from(parts?.body ?? []).toString()).toBe(text.slice(text.lastIndexOf('"components":') + 13).trimStart());
        expect(headFingerprint(parts?.head ?? new Uint8Array())).not.toBeNull();
      }
    }
    expect(split(bytesOf(spdx({ packages })))?.body[0]).toBe(0x5b);
  });

  it("is not inside strings, escapes or nested objects", () => {
    const tricky = { note: 'quote \\" then "components": [', 'components\\": [': 1, nested: { components: [1] } };
    const text = JSON.stringify({ ...tricky, ...cyclonedx({ components }) });
    const parts = split(bytesOf(text));
    expect(
      Buffer.from(parts?.body ?? [])
        .toString()
        .startsWith(JSON.stringify(components)),
    ).toBe(true);
  });

  it.each([
    ["in a wrapper", { sbom: cyclonedx({ components }) }],
    ["without a list", { ...cyclonedx(), dependencies: [] }],
    ["with more than 64 KiB before the list", { x: "y".repeat(70_000), ...cyclonedx({ components }) }],
    ["that is a list", [cyclonedx({ components })]],
    ["that is empty", ""],
    ["that ends inside a string", '{"bomFormat":"Cyc\\'],
    ["with brackets that do not match", '}{"components":[]}'],
  ])("is nowhere in a document %s", (_what, document) => {
    expect(splitDocument(bytesOf(document))).toBeNull();
  });

  it("never throws and never leaves the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom("", "{", '{"components":', '{"a":"\\'), (noise, start) => {
        const bytes = Buffer.concat([Buffer.from(start), noise]);
        const found = splitDocument(bytes);
        expect(found === null || (found.bodyStart > 0 && found.bodyStart < bytes.length)).toBe(true);
        headFingerprint(bytes);
        readHead(bytes);
      }),
    );
  });
});

describe("the fingerprint of a head", () => {
  it("does not change with serial number, document version and time", () => {
    const base = cyclonedx({ components });
    const metadata = base.metadata as Record<string, unknown>;
    expect(fingerprintOf(base)).not.toBeNull();
    expect(fingerprintOf({ ...base, serialNumber: "urn:uuid:other", version: 7, metadata: { ...metadata, timestamp: "2027-01-01T00:00:00Z" } })).toBe(
      fingerprintOf(base),
    );
    const other = spdx({ packages });
    expect(fingerprintOf(other)).not.toBeNull();
    const creationInfo = { ...(other.creationInfo as object), created: "2027-01-01T00:00:00Z" };
    expect(fingerprintOf({ ...other, documentNamespace: "https://example.org/2", creationInfo })).toBe(fingerprintOf(other));
  });

  it.each([
    ["the subject's name", { metadata: { component: { "bom-ref": "shop", name: "store" } } }],
    ["the subject's reference", { metadata: { component: { "bom-ref": "x", name: "shop" } } }],
    ["components in the subject", { metadata: { component: { "bom-ref": "shop", name: "shop", components: [npm("c")] } } }],
    ["the specification version", { specVersion: "1.5" }],
    ["the generator", { metadata: { tools: [{ name: "other" }] } }],
    ["dependencies before the components", { dependencies: [{ ref: "a", dependsOn: ["b"] }] }],
    ["a time that cannot be read", { metadata: { timestamp: "yesterday" } }],
  ])("changes with %s", (_what, parts) => {
    expect(fingerprintOf({ ...cyclonedx(parts), components })).not.toBe(fingerprintOf(cyclonedx({ components })));
  });

  it("changes with what an SPDX document describes", () => {
    const base = fingerprintOf(spdx({ packages }));
    expect(fingerprintOf({ ...spdx(), documentDescribes: ["SPDXRef-a"], packages })).not.toBe(base);
    const { packages: _, ...head } = spdx();
    expect(fingerprintOf({ ...head, relationships: [relationship("shop", "DEPENDS_ON", "a")], packages })).not.toBe(base);
  });

  it("takes everything else in the head into account when only the body says the format", () => {
    const { bomFormat, specVersion, ...rest } = cyclonedx();
    const late = (parts: Record<string, unknown>) => fingerprintOf({ ...rest, ...parts, components, bomFormat, specVersion });
    expect(late({})).not.toBeNull();
    expect(late({ serialNumber: "urn:2", metadata: { ...(rest.metadata as object), timestamp: "2027-01-01T00:00:00Z" } })).toBe(late({}));
    expect(late({ anything: 1 })).not.toBe(late({}));
    expect(late({ metadata: {} })).not.toBe(late({}));
    expect(late({ serialNumber: 5 })).not.toBe(late({}));
  });

  it("cannot be told when the head is not valid or of a version that is not read", () => {
    expect(fingerprintOf(cyclonedx({ specVersion: "3.0", components }))).toBeNull();
    expect(headFingerprint(bytesOf('{"bomFormat":"CycloneDX","components":'))).toBeNull();
    expect(headFingerprint(bytesOf('{"bomFormat":"CycloneDX",,"components":'))).toBeNull();
    expect(headFingerprint(Buffer.from('{"bomFormat":"CycloneDX","specVersion":"1.6","x":"\xe9","components":', "latin1"))).toBeNull();
  });

  it("together with the body tells composition, accounting and warnings", () => {
    const root = fc.constantFrom<unknown>(
      { "bom-ref": "shop", name: "shop" },
      { "bom-ref": "shop", name: "shop", components: [npm("c")] },
      { "bom-ref": "a", name: "a" },
      { name: "x", purl: "pkg:npm/a@1.0.0" },
      null,
      "text",
      { name: "n\u0000ul", version: 3 },
    );
    const head = fc.record({
      serialNumber: fc.constantFrom<unknown>("urn:1", "urn:2", "u\u0000", 5, null),
      version: fc.nat({ max: 3 }),
      timestamp: fc.constantFrom<unknown>("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "bad", null),
      root,
      specVersion: fc.constantFrom<unknown>("1.4", "1.9", 1.5),
      dependencies: fc.constantFrom<unknown>(undefined, [{ ref: "a", dependsOn: ["b"] }]),
    });
    const body = fc.record({
      components: fc.subarray<unknown>([npm("a"), npm("b"), npm("c"), null, { name: "" }, npm("a", "1.0.0", { "bom-ref": "shop" })]),
      dependencies: fc.constantFrom<unknown>(undefined, [{ ref: "shop", dependsOn: ["b"] }]),
      bomFormat: fc.constantFrom(undefined, "CycloneDX"),
      specVersion: fc.constant("1.5"),
    });
    const documentOf = (h: { [name: string]: unknown }, b: { [name: string]: unknown }) => {
      const format = b.bomFormat === undefined ? { bomFormat: "CycloneDX", specVersion: h.specVersion } : {};
      const text = JSON.stringify({
        ...format,
        serialNumber: h.serialNumber,
        version: h.version,
        metadata: { timestamp: h.timestamp, component: h.root },
        dependencies: h.dependencies,
      });
      return bytesOf(`${text.slice(0, -1)},${JSON.stringify(b).slice(1)}`);
    };
    let equal = 0;
    fc.assert(
      fc.property(head, head, fc.boolean(), body, (one, two, keep, rest) => {
        const first = documentOf(one, rest);
        const second = documentOf(keep ? { ...one, serialNumber: two.serialNumber, version: two.version, timestamp: two.timestamp } : two, rest);
        const [a, b] = [split(first), split(second)];
        if (a === null || b === null) return;
        const fingerprint = headFingerprint(a.head);
        if (fingerprint === null || fingerprint !== headFingerprint(b.head)) return;
        equal += 1;
        expect(shared(readBom(first))).toEqual(shared(readBom(second)));
      }),
      { numRuns: 1_000 },
    );
    expect(equal).toBeGreaterThan(100);
  });
});

describe("a head read by itself", () => {
  it("gives what the whole document gives", () => {
    for (const document of [cyclonedx({ components }), spdx({ packages })]) {
      const bytes = bytesOf(document);
      const { serialNumber, createdAt, generator, specVersion } = readBom(bytes);
      expect(readHead(split(bytes)?.head ?? new Uint8Array())).toEqual({ serialNumber, createdAt, generator, specVersion });
    }
  });

  it("gives nulls for what it does not hold", () => {
    const late = bytesOf('{"serialNumber":"urn:1","metadata":{"timestamp":"2026-01-01T00:00:00Z"},"components":');
    expect(readHead(late)).toEqual({ serialNumber: "urn:1", createdAt: "2026-01-01T00:00:00.000Z", generator: null, specVersion: null });
    expect(readHead(bytesOf('{"components":'))).toEqual({ serialNumber: null, createdAt: null, generator: null, specVersion: null });
  });
});
