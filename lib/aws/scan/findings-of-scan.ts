import { identifyPurl } from "@/lib/purl";
import { exceedsBytes, nameBytesMax, versionBytesMax } from "@/lib/sbom/text";
import type { AwsResource, InspectorFinding, InspectorPackage, InspectorVulnerability } from "../model";
import type { Scan, ScanComponent, ScanVulnerability } from "./model";

/** The build that was scanned, and when. */
export type ScannedBuild = { artifactId: number; seq: number; name: string; at: string };

/**
 * The resource that a scanned build is. It is of no account: what an account lists of its findings has none of these, and must not close them. Who
 * asked is said by the scan.
 */
export function resourceOfScan({ artifactId, seq, name }: Omit<ScannedBuild, "at">): AwsResource {
  return {
    key: `wherein:build/${artifactId}/${seq}`,
    type: "SBOM",
    typeName: "SBOM",
    account: "",
    region: "",
    name,
    tags: [],
    labels: {},
    platform: null,
    architecture: null,
    digest: null,
  };
}

/** Vulnerabilities of a scan as findings of the build, each under an ARN of our own: the scanner gives none. */
export function findingsOfScan(scan: Scan, build: ScannedBuild): InspectorFinding[] {
  const resource = resourceOfScan(build);
  return scan.vulnerabilities.map((vulnerability) => toFinding(vulnerability, resource, build));
}

function toFinding(vulnerability: ScanVulnerability, resource: AwsResource, { artifactId, seq, at }: ScannedBuild): InspectorFinding {
  const { id, severity, rating, epss, exploitAvailable, affects, description } = vulnerability;
  const names = [...new Set(affects.flatMap(({ component }) => component?.name || []))];
  return {
    arn: `scan:${artifactId}/${seq}/${id}`,
    account: resource.account,
    region: resource.region,
    kind: "package",
    status: "ACTIVE",
    severity,
    score: rating?.score ?? null,
    title: names.length === 0 ? id : `${id} - ${names.slice(0, 3).join(", ")}${names.length > 3 ? `, ${names.length - 3} more` : ""}`,
    description,
    vulnerability: toVulnerability(vulnerability),
    fixAvailable: fixOf(affects.map(({ fixed }) => fixed)),
    exploitAvailable: exploitAvailable === null ? null : exploitAvailable === "true",
    epss,
    firstObservedAt: at,
    lastObservedAt: at,
    updatedAt: at,
    resource,
    packages: affects.flatMap(({ component, fixed }) => (component === null ? [] : [toPackage(component, fixed)])),
    raw: vulnerability.raw,
  };
}

function toVulnerability(vulnerability: ScanVulnerability): InspectorVulnerability {
  const { id, source, sourceUrl, references, description, ratings, createdAt, updatedAt, advisories } = vulnerability;
  const vendor = ratings.find(({ source: by, method }) => by !== "NVD" && by !== "EPSS" && by !== "AMAZON_INSPECTOR" && method !== "other");
  return {
    id,
    source: source ?? "UNKNOWN",
    sourceUrl,
    related: references,
    isMalware: id.startsWith("MAL-"),
    summary: description,
    cvss: ratings.flatMap((rating) => {
      const version = /^CVSSv(\d)(\d)?$/.exec(rating.method ?? "");
      if (version === null) return [];
      return [{ source: rating.source, version: `${version[1]}.${version[2] ?? "0"}`, vector: rating.vector, score: rating.score }];
    }),
    vendorSeverity: vendor?.severity ?? null,
    publishedAt: timeOf(createdAt),
    modifiedAt: timeOf(updatedAt),
    references: advisories,
  };
}

function fixOf(fixes: readonly (string | null)[]): InspectorFinding["fixAvailable"] {
  const known = fixes.filter((fixed) => fixed !== null).length;
  if (known === 0) return "no";
  return known === fixes.length ? "yes" : "partial";
}

function timeOf(text: string | null): string | null {
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function toPackage(component: ScanComponent, fixed: string | null): InspectorPackage {
  const { name, version, purl, path } = component;
  const identity = identityOf(component);
  return {
    identity,
    unmapped: identity === null ? "The scanner names no package that can be read." : null,
    manager: purl?.replace(/^pkg:/, "").split("/")[0] ?? "",
    name,
    version: version ?? "",
    arch: /[?&]arch=([^&#]+)/.exec(purl ?? "")?.[1] ?? null,
    filePath: path,
    fixed: fixed === null ? null : inOurSpelling(identity?.ecosystem ?? "", fixed),
    layer: null,
  };
}

/** As the inventory has the component: by its purl, else by its name. */
function identityOf({ purl, name, version }: ScanComponent): InspectorPackage["identity"] {
  const found = purl === null ? null : (identifyPurl(purl)?.identity ?? null);
  const identity = found ?? (name === "" ? null : { ecosystem: "unidentified", name, version: version ?? "", release: "" });
  if (identity === null || exceedsBytes(identity.name, nameBytesMax) || exceedsBytes(identity.version, versionBytesMax)) return null;
  return identity.version === "" && version !== null ? { ...identity, version } : identity;
}

/** Go's versions have their `v`, and epoch 0 is not written. */
function inOurSpelling(ecosystem: string, fixed: string): string {
  if (ecosystem === "golang") return /^\d/.test(fixed) ? `v${fixed}` : fixed;
  return ecosystem === "deb" || ecosystem === "rpm" ? fixed.replace(/^0+:/, "") : fixed;
}
