import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { type Bom, readBom } from "@/lib/sbom";
import { Places } from "../../places/places";
import { WarningSink } from "../../warnings";
import { readTagValue } from "./read";

const head = "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: doc\n";
const read = (text: string): Bom => readBom(Buffer.from(text));
const shapeOf = (body: string) => {
  const sink = new WarningSink();
  return { document: readTagValue(head + body, sink, new Places()), warnings: sink.list().map(({ code, count, pointers }) => ({ code, count, pointers })) };
};

describe("SPDX tag-value", () => {
  it("may have CRLF or CR, tabs, no space after the colon, and colons in values", () => {
    for (const end of ["\r\n", "\r", "\n"]) {
      const text = [
        "SPDXVersion:SPDX-2.3",
        "SPDXID:\tSPDXRef-DOCUMENT",
        "# comment: x",
        "PackageName: a:b: c",
        "\tPackageVersion:1",
        "PackageComment: <text>x",
        "y</text>",
      ];
      const { packages } = readTagValue(text.join(end), new WarningSink(), new Places());
      expect(packages).toEqual([{ name: "a:b: c", versionInfo: "1", comment: "x\ny" }]);
    }
  });

  it("keeps verification codes, ranges, reviewers, projects and comments of what stands before them", () => {
    const { document, warnings } = shapeOf(`PackageName: a
PackageVerificationCode: d6a7 (excludes: ./a.spdx, ./b.spdx)
ExternalRef: OTHER kind some/where
ExternalRefComment: of the reference
FileName: ./f
SPDXID: SPDXRef-f
ArtifactOfProjectName: p
ArtifactOfProjectHomePage: https://example.org
SnippetSPDXID: SPDXRef-s
SnippetFromFileSPDXID: SPDXRef-f
SnippetByteRange: 310:420
SnippetLineRange: 5:23
Relationship: SPDXRef-f CONTAINS NONE
RelationshipComment: of the relationship
Reviewer: Person: R
ReviewDate: 2020-01-01T00:00:00Z
`);
    const reference = "SPDXRef-f";
    expect(warnings).toEqual([]);
    expect(document).toMatchObject({
      packages: [
        {
          packageVerificationCode: { packageVerificationCodeValue: "d6a7", packageVerificationCodeExcludedFiles: ["./a.spdx", "./b.spdx"] },
          externalRefs: [{ referenceCategory: "OTHER", referenceType: "kind", referenceLocator: "some/where", comment: "of the reference" }],
          hasFiles: ["SPDXRef-f"],
        },
      ],
      files: [{ artifactOfs: [{ name: "p", homePage: "https://example.org" }] }],
      snippets: [
        {
          SPDXID: "SPDXRef-s",
          ranges: [
            { startPointer: { offset: 310, reference }, endPointer: { offset: 420, reference } },
            { startPointer: { lineNumber: 5, reference }, endPointer: { lineNumber: 23, reference } },
          ],
        },
      ],
      relationships: [{ relatedSpdxElement: "NONE", comment: "of the relationship" }],
      revieweds: [{ reviewer: "Person: R", reviewDate: "2020-01-01T00:00:00Z" }],
    });
  });

  it("puts annotations into the element that they are about, others into the document", () => {
    const annotation = (about: string) => `Annotator: Person: X\nAnnotationType: OTHER\nAnnotationComment: on ${about}\nSPDXREF: ${about}\n`;
    const { document } = shapeOf(`PackageName: a\nSPDXID: SPDXRef-a\n${annotation("SPDXRef-a")}${annotation("SPDXRef-DOCUMENT")}`);
    expect(document).toMatchObject({
      packages: [{ annotations: [{ annotator: "Person: X", annotationType: "OTHER", comment: "on SPDXRef-a" }] }],
      annotations: [{ comment: "on SPDXRef-DOCUMENT" }],
    });
  });

  it("takes an SPDXID that stands before the name of its element", () => {
    const { document, warnings } = shapeOf("SPDXID: SPDXRef-a\nPackageName: a\nPackageVersion: 1\nSPDXID: SPDXRef-b\nPackageName: b\n");
    expect(document.packages).toEqual([
      { SPDXID: "SPDXRef-a", name: "a", versionInfo: "1" },
      { SPDXID: "SPDXRef-b", name: "b" },
    ]);
    expect(warnings).toEqual([]);
  });

  it("says the line of all that it cannot use", () => {
    const { document, warnings } = shapeOf(
      "PackageVersion: 1\nNoSuchTag: x\nno tag at all\nPackageName: a\nRelationship: SPDXRef-a\nPackageVersion: 2\nPackageVersion: 3\n",
    );
    expect(document.packages).toEqual([{ name: "a", versionInfo: "2" }]);
    expect(warnings).toEqual([
      { code: "tag_misplaced", count: 1, pointers: ["line 4"] },
      { code: "tag_unknown", count: 1, pointers: ["line 5"] },
      { code: "line_unreadable", count: 1, pointers: ["line 6"] },
      { code: "tag_value_unreadable", count: 1, pointers: ["line 8"] },
      { code: "tag_repeated", count: 1, pointers: ["line 10"] },
    ]);
  });

  it("counts the lines inside of a text", () => {
    expect(shapeOf("PackageName: <text>a\nb\n\nc</text>\nNoSuchTag: x\n").warnings[0]?.pointers).toEqual(["line 8"]);
  });

  it.each([
    ["a text that never ends", `${head}PackageName: a\nPackageComment: <text>b\nPackageName: c\n`, "document_truncated", "line 5"],
    ["a version that is none", head.replace("SPDX-2.3", "next"), "spec_version_unsupported", '"next"'],
    ["no version", "DataLicense: CC0-1.0\nPackageName: a\n", "spec_version_unsupported", "without a version"],
  ])("is refused with %s", (_what, text, reason, words) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ reason, message: expect.stringContaining(words) }));
  });

  it("reads relationships in any case, and those to other documents without a warning", () => {
    const bom = read(`${head}PackageName: a\nSPDXID: SPDXRef-a\nPackageName: b\nSPDXID: SPDXRef-b
Relationship: SPDXRef-DOCUMENT describes SPDXRef-a\nRelationship: SPDXRef-a depends_on SPDXRef-b\nRelationship: SPDXRef-a DEPENDS_ON DocumentRef-x:SPDXRef-y
Relationship: SPDXRef-b DEPENDS_ON NOASSERTION\n`);
    expect(bom).toMatchObject({ root: { name: "a" }, warnings: [] });
    expect([...bom.graph.direct]).toEqual([0]);
  });
});
