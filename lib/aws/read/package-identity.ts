import { identifyPurl } from "@/lib/purl";
import type { InspectorPackage } from "../model";
import { mavenName } from "./maven-name";
import { distroNaming, type PlatformProblem } from "./platform";

export type Identity = Readonly<NonNullable<InspectorPackage["identity"]>>;
/** Why a row names no package version of the inventory. */
export type Unmapped =
  | PlatformProblem
  | "not_an_object"
  | "too_many"
  | "name_missing"
  | "name_unusable"
  | "version_missing"
  | "manager_unknown"
  | "maven_group_missing";

/** A row of `vulnerablePackages`, as it stands. */
export type PackageRow = { manager: string; name: string; version: string; release: string; epoch: number; filePath: string | null };

/** Inspector's package managers and installed-package collectors by purl type. `OS` goes by the platform. */
const ecosystems: ReadonlyMap<string, string> = new Map([
  ...["BUNDLER", "GEMSPEC"].map((manager) => [manager, "gem"] as const),
  ["CARGO", "cargo"],
  ["COMPOSER", "composer"],
  ...["NPM", "YARN", "NODEPKG", "PNPM"].map((manager) => [manager, "npm"] as const),
  ...["NUGET", "DOTNET_CORE"].map((manager) => [manager, "nuget"] as const),
  ...["PIPENV", "POETRY", "PIP", "PYTHONPKG", "UV"].map((manager) => [manager, "pypi"] as const),
  ...["GOBINARY", "GOMOD"].map((manager) => [manager, "golang"] as const),
  ...["JAR", "POM"].map((manager) => [manager, "maven"] as const),
]);

const nameLengthMax = 1_000;
const purlLengthMax = 4_000;

/**
 * The package version that a row names: the very identity that an SBOM's purl of it would have, since it is read from one. Else why
 * it names none.
 */
export function identityOf(row: PackageRow, platform: string | null): Identity | Unmapped {
  const key = [
    row.manager,
    row.name,
    row.version,
    row.release,
    row.epoch,
    (ecosystems.get(row.manager) === "maven" && row.filePath) || "",
    platform ?? "",
  ].join("\0");
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const found = identify(row, platform);
  if (remembered.size >= rememberedMax) remembered.clear();
  if (key.length <= keyLengthMax) remembered.set(key, typeof found === "string" ? found : Object.freeze(found));
  return found;
}

/** Thousands of findings name one package of one base image. */
const remembered = new Map<string, Identity | Unmapped>();
const rememberedMax = 20_000;
const keyLengthMax = 400;

function identify(row: PackageRow, platform: string | null): Identity | Unmapped {
  if (row.name === "") return "name_missing";
  if (row.name.length > nameLengthMax) return "name_unusable";
  if (row.manager === "OS") return osIdentity(row, platform);
  const ecosystem = ecosystems.get(row.manager);
  if (ecosystem === undefined) return "manager_unknown";
  const version = versionOf(ecosystem, row.name, row.version);
  if (version === "") return "version_missing";
  if (ecosystem === "maven") {
    const found = mavenName(row.name, row.version, row.filePath);
    return found === null ? "maven_group_missing" : identified({ type: ecosystem, namespace: found.group, name: found.artifact, version });
  }
  const name = ecosystem === "golang" ? goName(row.name) : row.name;
  const cut = name.lastIndexOf("/");
  return identified({ type: ecosystem, namespace: cut < 0 ? null : name.slice(0, cut), name: name.slice(cut + 1), version });
}

function osIdentity(row: PackageRow, platform: string | null): Identity | Unmapped {
  const naming = distroNaming(platform, row.release || row.version);
  if (typeof naming === "string") return naming;
  const version = osVersion(row);
  if (version === "") return "version_missing";
  const qualifiers: Record<string, string> = {};
  if (naming.distro !== "") qualifiers.distro = naming.distro;
  if (row.epoch > 0) qualifiers.epoch = String(row.epoch);
  return identified({ type: naming.ecosystem, namespace: naming.namespace, name: row.name, version, qualifiers });
}

/** Upstream version and release as the package manager writes them; either may hold both already. */
function osVersion({ version, release }: PackageRow): string {
  const plain = withoutEpochZero(given(version));
  const suffix = given(release);
  return plain === "" || suffix === "" || plain.endsWith(`-${suffix}`) ? plain : `${plain}-${suffix}`;
}

type Parts = { type: string; namespace: string | null; name: string; version: string; qualifiers?: Record<string, string> };

/** Written as generators do, without the rules of a type: reading applies those of the inventory. */
function identified({ type, namespace, name, version, qualifiers = {} }: Parts): Identity | Unmapped {
  const path = [...(namespace?.split("/") ?? []), name].map(encoded).join("/");
  const query = Object.entries(qualifiers).map(([key, value]) => `${key}=${encoded(value)}`);
  const purl = `pkg:${type}/${path}@${encoded(version)}${query.length > 0 ? `?${query.join("&")}` : ""}`;
  if (purl.length > purlLengthMax) return "name_unusable";
  return identifyPurl(purl)?.identity ?? "name_unusable";
}

function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));
}

/** The version that fixes it as the dictionary spells versions of that ecosystem, or null. */
export function fixedVersion(manager: string, name: string, text: string): string | null {
  const version = manager === "OS" ? withoutEpochZero(given(text)) : versionOf(ecosystems.get(manager) ?? "", name, text);
  return version === "" ? null : version;
}

function versionOf(ecosystem: string, name: string, text: string): string {
  const version = given(text);
  if (ecosystem !== "golang" || version === "") return version;
  // Go's own releases have no `v` in purls and advisories, every module's version has one.
  if (goName(name) === "stdlib") return version.replace(/^(?:go|v)(?=\d)/, "");
  return /^\d+\.\d+\.\d+/.test(version) ? `v${version}` : version;
}

/** Inspector writes `go/stdlib`, purls `stdlib`. */
function goName(name: string): string {
  return name === "go/stdlib" || name === "std" ? "stdlib" : name;
}

/** Words that stand for no version. */
function given(text: string): string {
  return /^(?:not[ _]?available|n\/a|none|null|unknown)$/i.test(text) ? "" : text;
}

function withoutEpochZero(version: string): string {
  return version.replace(/^0+:/, "");
}
