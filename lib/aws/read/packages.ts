import type { InspectorPackage } from "../model";
import { fixedVersion, identityOf, type Unmapped } from "./package-identity";
import { cleanText, isObject, memberOf, textOf } from "./values";

/** Rows of one finding that are read; real ones have a few, a kernel some hundreds. */
export const packageRowsMax = 1_000;

/**
 * The rows of `vulnerablePackages` in the words of the dictionary. What is past the first 1,000 is one row that says how many they
 * are; what names no package version says why (`unmapped`).
 */
export function packagesOf(rows: unknown, platform: string | null): InspectorPackage[] {
  if (!Array.isArray(rows)) return [];
  const packages = rows.slice(0, packageRowsMax).map((row) => packageOf(row, platform));
  const left = rows.length - packages.length;
  if (left > 0) packages.push({ ...unmappedRow("too_many"), name: `${left} more` });
  return packages;
}

function packageOf(row: unknown, platform: string | null): InspectorPackage {
  if (!isObject(row)) return unmappedRow("not_an_object");
  const manager = textOf(row, "packageManager", 64) ?? "";
  const name = textOf(row, "name", 1_024) ?? "";
  const version = textOf(row, "version", 500) ?? "";
  const filePath = textOf(row, "filePath", 2_000);
  const found = identityOf({ manager, name, version, release: textOf(row, "release", 500) ?? "", epoch: epochOf(memberOf(row, "epoch")), filePath }, platform);
  return {
    identity: typeof found === "string" ? null : found,
    unmapped: typeof found === "string" ? found : null,
    manager,
    name,
    version,
    arch: textOf(row, "arch", 64),
    filePath,
    fixed: fixedVersion(manager, name, textOf(row, "fixedInVersion", 500) ?? ""),
    layer: textOf(row, "sourceLayerHash", 200) ?? textOf(row, "sourceLambdaLayerArn", 500),
  };
}

function epochOf(value: unknown): number {
  const epoch = typeof value === "string" ? Number(cleanText(value, 10) ?? 0) : value;
  return typeof epoch === "number" && Number.isInteger(epoch) && epoch > 0 && epoch < 1_000_000_000 ? epoch : 0;
}

function unmappedRow(unmapped: Unmapped): InspectorPackage {
  return { identity: null, unmapped, manager: "", name: "", version: "", arch: null, filePath: null, fixed: null, layer: null };
}
