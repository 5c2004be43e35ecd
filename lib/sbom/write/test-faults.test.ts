import { describe, expect, it } from "vitest";
import { readBom } from "@/lib/sbom";
import { bytesOf, cyclonedx, npm } from "../test-documents";
import { writeBom } from ".";
import { faultsOf } from "./test-faults";

// What judges exports in the tests must see faults, or it would prove nothing.
const bom = readBom(bytesOf(cyclonedx({ components: [npm("a", "1", { licenses: [{ license: { name: "Our own" } }], supplier: { name: "Us" } })] })), {
  details: true,
});
const options = { toolVersion: "0.1.0", time: "2026-03-01T10:00:00.000Z", subjectName: "shop" };
const tagValue = writeBom(bom, { ...options, format: "spdx-tag-value", specVersion: "2.3" });
const spdx3 = writeBom(bom, { ...options, format: "spdx3-json-ld", specVersion: "3.0.1" });

describe("the grammar of tag-value", () => {
  it("finds nothing in an export", () => expect(faultsOf(bytesOf(tagValue))).toEqual([]));

  it.each<[string, string | RegExp, string]>([
    ["a tag that is missing", /PackageDownloadLocation: .*\n/, ""],
    ["a tag that is there twice", "DataLicense: CC0-1.0\n", "DataLicense: CC0-1.0\nDataLicense: CC0-1.0\n"],
    ["a tag in another place", /(Created: .*\n)/, "$1DocumentName: shop\n"],
    ["a tag of another part", "PackageName: a\n", "PackageName: a\nExtractedText: <text>x</text>\n"],
    ["a value of no list", "PrimaryPackagePurpose: LIBRARY", "PrimaryPackagePurpose: SERVICE"],
    ["a licence that is no expression", "PackageLicenseDeclared: LicenseRef-wherein-1", "PackageLicenseDeclared: Our own"],
    ["a licence that is not defined", "LicenseID: LicenseRef-wherein-1", "LicenseID: LicenseRef-wherein-2"],
    ["a text that is not marked", /ExtractedText: <text>(.*)<\/text>/, "ExtractedText: $1"],
    ["a line that is no tag", "PackageName: a\n", "PackageName: a\nb\n"],
    ["what stands behind a text", "</text>\n", "</text> x\n"],
    ["a relationship to nothing", "DESCRIBES SPDXRef-Subject", "DESCRIBES SPDXRef-Other"],
    ["an id that is there twice", "SPDXID: SPDXRef-Package-1", "SPDXID: SPDXRef-Subject"],
    ["a supplier of no kind", "PackageSupplier: Organization: Us", "PackageSupplier: Us"],
  ])("finds %s", (_name, what, other) => {
    const changed = tagValue.replace(what, other);
    expect(changed).not.toBe(tagValue);
    expect(faultsOf(bytesOf(changed))).not.toEqual([]);
  });
});

describe("the model of SPDX 3", () => {
  it("finds nothing in an export", () => expect(faultsOf(bytesOf(spdx3))).toEqual([]));

  it.each<[string, string | RegExp, string]>([
    ["a property that is missing", /"relationshipType": "[^"]+",/, ""],
    ["a property that no class has", '"software_packageVersion"', '"software_version"'],
    ["a value of no list", '"software_primaryPurpose": "library"', '"software_primaryPurpose": "service"'],
    ["a class that is none", '"type": "Organization"', '"type": "Company"'],
    ["an address that leads nowhere", /#organisation-1"/, '#organisation-2"'],
    ["an address of another class", /("suppliedBy": "[^"]+)#organisation-1/, "$1#subject"],
    ["one value where a list is", /"createdBy": \[\s*("[^"]+")\s*\]/, '"createdBy": $1'],
    ["a time that is none", /"created": "[^"]+"/, '"created": "yesterday"'],
    ["a licence that is no expression", '"simplelicensing_licenseExpression": "LicenseRef-wherein-1"', '"simplelicensing_licenseExpression": "Our own"'],
    ["another context", "3.0.1/spdx-context", "3.0.0/spdx-context"],
  ])("finds %s", (_name, what, other) => {
    const changed = spdx3.replace(what, other);
    expect(changed).not.toBe(spdx3);
    expect(faultsOf(bytesOf(changed))).not.toEqual([]);
  });
});
