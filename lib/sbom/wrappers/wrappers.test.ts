import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { type Bom, readBom } from "@/lib/sbom";
import { bytesOf, cyclonedx, npm, spdx, spdxPackage } from "../test-documents";

const document = cyclonedx({ components: [npm("a"), npm("b", "2.0.0", { purl: "nonsense" })] });
const xml =
  '<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component type="library"><name>a</name><purl>nonsense</purl></component></components></bom>';
const tagValue = "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: x\nPackageName: a\nSPDXID: SPDXRef-a\nPackageVersion: 1\n";

const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
const base64 = (value: unknown) => Buffer.from(textOf(value)).toString("base64");

type Wrap = (value: unknown) => unknown;
const named: Wrap = (value) => ({ sbom: value });
const namedText: Wrap = (value) => ({ sbom: textOf(value) });
const envelope: Wrap = (value) => ({ payloadType: "application/vnd.in-toto+json", payload: base64(value), signatures: [{ sig: "eA==" }] });
const urlEnvelope: Wrap = (value) => ({ payloadType: "x", payload: Buffer.from(textOf(value)).toString("base64url") });
const bundle: Wrap = (value) => ({ mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json", verificationMaterial: {}, dsseEnvelope: envelope(value) });
const statement: Wrap = (value) => ({ _type: "https://in-toto.io/Statement/v1", subject: [], predicateType: "https://cyclonedx.org/bom", predicate: value });
const cosign: Wrap = (value) => ({
  _type: "https://in-toto.io/Statement/v0.1",
  predicateType: "https://spdx.dev/Document",
  predicate: { Data: value, Timestamp: "" },
});
const cosignText: Wrap = (value) => cosign(textOf(value));
const upload: Wrap = (value) => ({ projectName: "x", projectVersion: "1", autoCreate: true, bom: base64(value) });

const wraps: ReadonlyArray<readonly [string, Wrap, string]> = [
  ["GitHub's and Inspector's", named, "/sbom"],
  ["Inspector's as text", namedText, "/sbom"],
  ["a DSSE envelope", envelope, "/payload"],
  ["a DSSE envelope in base64url", urlEnvelope, "/payload"],
  ["a Sigstore bundle", bundle, "/dsseEnvelope/payload"],
  ["an in-toto statement", statement, "/predicate"],
  ["cosign's older statement", cosign, "/predicate/Data"],
  ["cosign's older statement, as text", cosignText, "/predicate/Data"],
  ["the body of Dependency-Track", upload, "/bom"],
  ["a converter's of XML", (value) => ({ Document: value }), "/Document"],
  ["another converter's", (value) => ({ SPDXDocument: value }), "/SPDXDocument"],
  ["a member spdx", (value) => ({ spdx: value }), "/spdx"],
  ["a member bom that is no base64", (value) => ({ bom: value }), "/bom"],
  ["a list of one", (value) => [value], "/0"],
];

const read = (value: unknown) => readBom(bytesOf(value));
/** What a document says, without where it was found. */
const said = ({ warnings, ...bom }: Bom) => ({ ...bom, warnings: warnings.map(({ code, count }) => [code, count]) });
const placesOf = (bom: Bom) => bom.warnings.flatMap(({ pointers }) => pointers);

function reasonOf(value: unknown): string | null {
  try {
    read(value);
  } catch (error) {
    if (error instanceof WhereinError) return error.reason;
    throw error;
  }
  return "was not refused";
}

describe("an SBOM in a wrapper", () => {
  it.each(wraps)("is read as it is by itself, and its places are told: %s", (_name, wrap, at) => {
    const bom = read(wrap(document));
    expect(said(bom)).toEqual(said(read(document)));
    expect(placesOf(bom)).toEqual([`${at}/components/1/purl`]);
    expect(read(wrap(spdx({ packages: [spdxPackage("a")] }))).format).toBe("spdx-json");
  });

  it("is read in any serialisation that fits into text", () => {
    for (const wrap of [namedText, envelope, bundle, cosignText, upload]) {
      expect(read(wrap(xml))).toMatchObject({ format: "cyclonedx-xml", components: [{ name: "a" }] });
      expect(placesOf(read(wrap(xml)))[0]).toMatch(/^\/\S+: line 1, column \d+, <purl> \(a\)$/);
      expect(read(wrap(tagValue))).toMatchObject({ format: "spdx-tag-value", accounting: { total: 1 } });
    }
  });

  it("is read in any two wrappers, in either order", () => {
    for (const [, outer, at] of wraps) {
      for (const [, inner, innerAt] of wraps) {
        // A list of lists is no wrapper, however long it goes on like that.
        if (at === "/0" && innerAt === "/0") continue;
        const bom = read(outer(inner(document)));
        expect(said(bom)).toEqual(said(read(document)));
        expect(placesOf(bom)).toEqual([`${at}${innerAt}/components/1/purl`]);
      }
    }
  });

  it("is read up to four wrappers deep and refused beyond", () => {
    const four = envelope(statement(named(upload(document))));
    expect(said(read(four))).toEqual(said(read(document)));
    expect(reasonOf(named(four))).toBe("wrapped_too_deep");
    let deep: unknown = document;
    for (let i = 0; i < 12; i += 1) deep = envelope(deep);
    expect(reasonOf(deep)).toBe("wrapped_too_deep");
    const values = `${'{"sbom":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    expect(reasonOf(values)).toBe("wrapped_too_deep");
  });

  it("is refused in words when there is none in it", () => {
    expect(reasonOf({ payloadType: "x", payload: "not base64!" })).toBe("wrapper_base64");
    expect(reasonOf({ payloadType: "x", payload: base64("hello") })).toBe("not_an_sbom");
    expect(reasonOf({ payloadType: "x", payload: base64('{"bomFormat":') })).toBe("document_truncated");
    expect(reasonOf(upload({ hello: 1 }))).toBe("not_an_sbom");
    expect(reasonOf({ bom: gzipSync(JSON.stringify(document)).toString("base64") })).toBe("wrapper_compressed");
    expect(reasonOf(statement(null))).toBe("format_unsupported");
    expect(reasonOf({ sbom: 3 })).toBe("not_an_sbom");
    expect(reasonOf({ Document: { hello: 1 } })).toBe("not_an_sbom");
    expect(reasonOf({ document: document, title: "a report about one" })).toBe("not_an_sbom");
    expect(reasonOf([])).toBe("not_an_sbom");
    expect(reasonOf([document, document])).toBe("not_an_sbom");
  });

  it("is read from base64 that is broken into lines", () => {
    const lines = base64(document).replace(/.{76}/g, "$&\r\n");
    expect(read({ bom: lines }).components).toHaveLength(2);
  });

  it("is read or refused, never worse, whichever byte is changed", () => {
    const samples = wraps.map(([, wrap]) => Buffer.from(JSON.stringify(wrap(document))));
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat(), fc.nat({ max: 255 }), fc.boolean(), (sample, place, byte, cut) => {
        const bytes = Buffer.from(sample);
        bytes[place % bytes.length] = byte;
        try {
          readBom(cut ? bytes.subarray(0, place % bytes.length) : bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(WhereinError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
