import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBom } from "@/lib/sbom";
import { findDocument } from "../find-document";
import { validateDocument } from "../validate/validate-document";
import { WarningSink } from "../warnings";
import { exportFormats, writeBom } from ".";
import { models } from "./test-models";
import { modelOf } from "./test-round-trip";

const options = { toolVersion: "0.1.0", time: "2026-03-01T10:00:00.000Z", subjectName: "shop" };
const targets = exportFormats.flatMap(({ format, versions }) => (format === "csv" ? [] : versions.map((specVersion) => ({ format, specVersion }))));

describe.each(targets)("any model, exported as $format $specVersion,", (target) => {
  it("keeps its schema and is read back the same, from the same bytes each time", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(models, (bom) => {
        const text = writeBom(bom, { ...options, ...target });
        const bytes = Buffer.from(text);
        expect(modelOf(readBom(bytes, { details: true }))).toEqual(modelOf(bom));
        const validity = validateDocument(bytes, findDocument(bytes, new WarningSink()));
        if (validity.kind !== "notChecked") expect(validity).toMatchObject({ kind: "valid" });
        expect(writeBom(bom, { ...options, ...target })).toBe(text);
      }),
      { numRuns: 60 },
    );
  });
});
