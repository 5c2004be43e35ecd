import { describe, expect, it } from "vitest";
import { readBom } from "@/lib/sbom";
import { toReport } from "./to-composition";

const reportOf = (components: unknown[]) => toReport(readBom(Buffer.from(JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", components }))));

describe("toReport", () => {
  it("warns of a document of which no component was taken, after what the reader warned of", () => {
    expect(reportOf([]).warnings).toMatchObject([{ code: "no_components", count: 1, pointers: [""] }]);
    expect(reportOf([{ type: "library" }]).warnings.map(({ code }) => code)).toEqual(["component_without_name", "no_components"]);
  });

  it("says nothing of the kind when one was taken", () => {
    expect(reportOf([{ type: "library", name: "a" }]).warnings).toEqual([]);
  });
});
