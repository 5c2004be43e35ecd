import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bom, readBom } from "@/lib/sbom";
import { bytesOf } from "../test-documents";
import { exportFormats, writeBom } from ".";
import { anyDocuments } from "./test-any-document";
import { faultsOf } from "./test-faults";
import { models } from "./test-models";
import { modelOf } from "./test-round-trip";

const options = { toolVersion: "0.1.0", time: "2026-03-01T10:00:00.000Z", subjectName: "shop" };
const targets = exportFormats.flatMap(({ format, versions }) => (format === "csv" ? [] : versions.map((specVersion) => ({ format, specVersion }))));

type Target = (typeof targets)[number];

function expectSame(bom: Bom, target: Target): void {
  const text = writeBom(bom, { ...options, ...target });
  const bytes = Buffer.from(text);
  expect(modelOf(readBom(bytes, { details: true }))).toEqual(modelOf(bom));
  expect(faultsOf(bytes)).toEqual([]);
  expect(writeBom(bom, { ...options, ...target })).toBe(text);
}

describe.each(targets)("exported as $format $specVersion,", (target) => {
  it("any model keeps its schema and is read back the same, from the same bytes each time", { timeout: 240_000 }, () =>
    fc.assert(
      fc.property(models, (bom) => expectSame(bom, target)),
      { numRuns: 40 },
    ),
  );

  it("keeps a component apart from a subject whose version SPDX takes for none", () => {
    const purl = "pkg:pypi/A_b";
    const document = { bomFormat: "CycloneDX", specVersion: "1.6", metadata: { component: { version: "NOASSERTION", purl } }, components: [{ purl }] };
    expectSame(readBom(bytesOf(document), { details: true }), target);
  });

  it("what was read of any document is the same after it", { timeout: 240_000 }, () =>
    fc.assert(
      fc.property(anyDocuments, (document) => expectSame(readBom(bytesOf(document), { details: true }), target)),
      { numRuns: 40 },
    ),
  );
});
