import { expect, test } from "vitest";
import { affectedRecord } from "./export-csv";
import { asPackageRow, toAffectedRow } from "./present";
import type { DetailRow } from "./queries/details";
import { affectedRowSchema, packageRowSchema } from "./schemas";

const at = new Date("2026-03-01T00:00:00Z");
const presence: DetailRow = {
  ...{ slug: "checkout", serviceName: "Checkout", teamSlug: null, teamName: null, teamContact: null },
  ...{ artifactId: 1, kind: "image", artifactName: "checkout", ref: "main", packageVersionId: 7 },
  ...{ ecosystem: "npm", packageName: "lodash", version: "4.17.20", release: "", direct: false, depth: 2, scope: 1, since: at, until: null, via: [] },
  ...{ seq: 3, buildVersion: "v9", commit: null, runUrl: null, builtAt: at, incomplete: false },
};
const itself: DetailRow = {
  ...presence,
  packageVersionId: 0,
  ecosystem: null,
  packageName: null,
  version: null,
  direct: null,
  depth: null,
  scope: null,
  since: null,
};

test("an artifact that is asked for itself has no facts of a package", () => {
  const row = affectedRowSchema.parse(toAffectedRow(itself, at));
  expect(row).toMatchObject({ package: null, packageVersionId: null, version: null, release: null, direct: null, via: [], depth: null, scope: null });
  expect(row).toMatchObject({ artifact: { kind: "image", name: "checkout" }, build: { version: "v9" } });
  expect(asPackageRow(row)).toBeNull();
});

test("its line of the CSV leaves the cells of the package empty", () => {
  const record = affectedRecord(toAffectedRow(itself, at));
  expect(record).toMatchObject({ ecosystem: "", package: "", version: "", release: "", purl: "", direct: "", via: "", depth: "", scope: "" });
  expect(record).toMatchObject({ artifact_kind: "image", build_version: "v9" });
});

test("a presence has all of them", () => {
  const row = toAffectedRow(presence, at);
  expect(packageRowSchema.parse(asPackageRow(row))).toEqual(row);
  expect(row).toMatchObject({ package: { name: "lodash", purl: "pkg:npm/lodash@4.17.20" }, version: "4.17.20", direct: false, depth: 2 });
  expect(affectedRecord(row)).toMatchObject({ ecosystem: "npm", package: "lodash", direct: "false" });
});
