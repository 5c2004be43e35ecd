import { Buffer } from "node:buffer";
import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import {
  Aggregate,
  BomSchema,
  Classification,
  EvidenceFieldType,
  ExternalReferenceType,
  HashAlg,
  ImpactAnalysisState,
  LicenseAcknowledgementEnumeration,
  LicensingTypeEnum,
  Scope,
  Severity,
} from "@cdxgen/cdx-proto/v1.7";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { readBom } from "@/lib/sbom";
import { WarningSink } from "../../warnings";
import { cyclonedxProtobuf } from "./read-protobuf";

const encode = (bom: MessageInitShape<typeof BomSchema>) => toBinary(BomSchema, create(BomSchema, bom));
const documentOf = (bytes: Uint8Array) => cyclonedxProtobuf.read(bytes, new WarningSink()).document;

const library = (name: string, more: object = {}) => ({ type: Classification.LIBRARY, bomRef: name, name, version: "1", purl: `pkg:npm/${name}@1`, ...more });
const small = encode({
  specVersion: "1.6",
  version: 1,
  serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
  metadata: {
    timestamp: { seconds: 1_772_359_200n, nanos: 0 },
    tools: { components: [{ type: Classification.APPLICATION, name: "maker", version: "2.1" }] },
    component: { type: Classification.APPLICATION, bomRef: "shop", name: "shop", version: "1.0.0" },
  },
  components: [
    library("a", { components: [library("c")] }),
    library("b", { scope: Scope.OPTIONAL, hashes: [{ alg: HashAlg.SHA_256, value: "0".repeat(64) }] }),
  ],
  dependencies: [{ ref: "shop", dependencies: [{ ref: "a" }] }, { ref: "a", dependencies: [{ ref: "b" }] }, { ref: "b" }],
});
const smallAsJson = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
  metadata: {
    timestamp: "2026-03-01T10:00:00Z",
    tools: { components: [{ type: "application", name: "maker", version: "2.1" }] },
    component: { type: "application", "bom-ref": "shop", name: "shop", version: "1.0.0" },
  },
  components: [
    {
      type: "library",
      "bom-ref": "a",
      name: "a",
      version: "1",
      purl: "pkg:npm/a@1",
      components: [{ type: "library", "bom-ref": "c", name: "c", version: "1", purl: "pkg:npm/c@1" }],
    },
    {
      type: "library",
      "bom-ref": "b",
      name: "b",
      version: "1",
      purl: "pkg:npm/b@1",
      scope: "optional",
      hashes: [{ alg: "SHA-256", content: "0".repeat(64) }],
    },
  ],
  dependencies: [{ ref: "shop", dependsOn: ["a"] }, { ref: "a", dependsOn: ["b"] }, { ref: "b" }],
};

/** A message with these fields: a text, or the bytes of a message inside of it. */
const message = (...fields: ReadonlyArray<readonly [number, string | Uint8Array]>) =>
  fields
    .reduce(
      (writer, [number, value]) =>
        typeof value === "string" ? writer.tag(number, WireType.LengthDelimited).string(value) : writer.tag(number, WireType.LengthDelimited).bytes(value),
      new BinaryWriter(),
    )
    .finish();

describe("CycloneDX protobuf", () => {
  it("gives the same document and the same model as JSON", () => {
    expect(documentOf(small)).toEqual(smallAsJson);
    const json = readBom(Buffer.from(JSON.stringify(smallAsJson)), { details: true });
    expect(readBom(small, { details: true })).toEqual({ ...json, format: "cyclonedx-protobuf" });
  });

  it.each(["1.3", "1.4", "1.5", "1.6", "1.7"])("of version %s is read", (specVersion) => {
    expect(readBom(encode({ specVersion, components: [library("a")] }))).toMatchObject({
      format: "cyclonedx-protobuf",
      specVersion,
      components: [{ name: "a" }],
      warnings: [],
    });
  });

  it("of 1.3 and 1.4 has a list of tools, none of which is lost", () => {
    const tool = (name: string) => message([1, "v"], [2, name], [3, "1"]);
    const document = documentOf(message([1, "1.3"], [4, message([2, tool("a")], [2, tool("b")])]));
    expect(document.metadata).toEqual({ tools: ["a", "b"].map((name) => ({ vendor: "v", name, version: "1" })) });
  });

  it("has its enums by their names in JSON, also those of which protobuf writes nothing", () => {
    const document = documentOf(
      encode({
        specVersion: "1.6",
        components: [
          {
            type: Classification.MACHINE_LEARNING_MODEL,
            name: "m",
            hashes: [HashAlg.MD_5, HashAlg.SHA_3_256, HashAlg.BLAKE_2_B_512, HashAlg.BLAKE_3].map((alg) => ({ alg, value: "0" })),
            externalReferences: [
              { type: ExternalReferenceType.RFC_9116, url: "a" },
              { type: ExternalReferenceType.OTHER, url: "b" },
            ],
            evidence: { identity: [{ field: EvidenceFieldType.EVIDENCE_FIELD_OMNIBOR_ID, confidence: 0.9, methods: [{ confidence: 0.1 }] }] },
          },
        ],
        compositions: [{ aggregate: Aggregate.INCOMPLETE_FIRST_PARTY_ONLY }, {}],
        vulnerabilities: [{ ratings: [{ severity: Severity.HIGH }], analysis: { state: ImpactAnalysisState.NOT_AFFECTED } }],
      }),
    );
    expect(document).toMatchObject({
      components: [
        {
          type: "machine-learning-model",
          hashes: [{ alg: "MD5" }, { alg: "SHA3-256" }, { alg: "BLAKE2b-512" }, { alg: "BLAKE3" }],
          externalReferences: [{ type: "rfc-9116" }, { type: "other" }],
          evidence: { identity: [{ field: "omniborId", confidence: 0.9, methods: [{ technique: "source-code-analysis", confidence: 0.1 }] }] },
        },
      ],
      compositions: [{ aggregate: "incomplete_first_party_only" }, { aggregate: "not_specified" }],
      vulnerabilities: [{ ratings: [{ severity: "high" }], analysis: { state: "not_affected" } }],
    });
  });

  it("has licences of every form, with what the choice says of them", () => {
    const acknowledgement = LicenseAcknowledgementEnumeration.CONCLUDED;
    const licenses: NonNullable<MessageInitShape<typeof BomSchema>["components"]>[number]["licenses"] = [
      {
        choice: {
          case: "license",
          value: {
            license: { case: "id", value: "MIT" },
            text: { contentType: "text/plain", value: "x" },
            licensing: { licenseTypes: [LicensingTypeEnum.LICENSING_TYPE_OEM] },
          },
        },
        acknowledgement,
      },
      { choice: { case: "expression", value: "MIT OR ISC" }, acknowledgement, bomRef: "l" },
      { choice: { case: "expressionDetailed", value: { expression: "LicenseRef-a", details: [{ licenseIdentifier: "LicenseRef-a" }] } } },
    ];
    expect(documentOf(encode({ specVersion: "1.7", components: [{ ...library("a"), licenses }] })).components).toMatchObject([
      {
        licenses: [
          { license: { id: "MIT", acknowledgement: "concluded", text: { contentType: "text/plain", content: "x" }, licensing: { licenseTypes: ["oem"] } } },
          { expression: "MIT OR ISC", acknowledgement: "concluded", "bom-ref": "l" },
          { expression: "LicenseRef-a", expressionDetails: [{ licenseIdentifier: "LicenseRef-a" }] },
        ],
      },
    ]);
  });

  it("is recognised by its bytes, whatever field stands first, and text never is", () => {
    const matches = (bytes: Uint8Array) => cyclonedxProtobuf.matches("", bytes);
    expect(matches(small)).toBe(true);
    expect(matches(Buffer.concat([message([3, "urn:uuid:x"]), message([1, "1.5"])]))).toBe(true);
    for (const text of ["{}", "\n\n{}", '\n{"a":1}', "<bom/>", "SPDXVersion: SPDX-2.3", "", "\n\u0003abc", "\u0012\u0003abc"])
      expect(matches(Buffer.from(text))).toBe(false);
  });

  it("has numbers that a later version gives out, and groups, skipped", () => {
    const later = new BinaryWriter()
      .tag(1, WireType.LengthDelimited)
      .string("1.7")
      .tag(900, WireType.Varint)
      .uint32(7)
      .tag(901, WireType.StartGroup)
      .tag(1, WireType.Varint)
      .uint32(1);
    const bytes = Buffer.concat([later.tag(901, WireType.EndGroup).finish(), message([5, message([8, "a"])])]);
    expect(documentOf(bytes)).toMatchObject({ specVersion: "1.7", components: [{ name: "a" }] });
  });

  it("is refused when it is cut off, damaged or nested too deep", () => {
    expect(() => documentOf(small.subarray(0, small.length - 3))).toThrow(expect.objectContaining({ reason: "document_truncated" }));
    expect(() => documentOf(Buffer.concat([small, Buffer.from([0x07])]))).toThrow(expect.objectContaining({ reason: "protobuf_invalid" }));
    const empties = Buffer.alloc(2 * 4_000_001, Buffer.from([0x2a, 0]));
    expect(() => documentOf(Buffer.concat([message([1, "1.6"]), empties]))).toThrow(expect.objectContaining({ reason: "protobuf_too_many_values" }));
    let nested = message([8, "x"]);
    for (let i = 0; i < 300; i += 1) nested = message([8, "x"], [21, nested]);
    expect(() => documentOf(Buffer.concat([message([1, "1.6"]), message([5, nested])]))).toThrow(expect.objectContaining({ reason: "protobuf_too_deep" }));
  });

  it("is read or refused, never worse, whatever is changed in it", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 }), fc.option(fc.nat()), (changes, cut) => {
        const bytes = Buffer.from(small);
        for (const [place, byte] of changes) bytes[5 + (place % (bytes.length - 5))] = byte;
        try {
          readBom(cut === null ? bytes : bytes.subarray(0, cut % bytes.length));
        } catch (error) {
          expect(error).toBeInstanceOf(WhereinError);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
