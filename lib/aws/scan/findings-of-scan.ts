import { identifyPurl } from "@/lib/purl";
import { exceedsBytes, nameBytesMax, versionBytesMax } from "@/lib/sbom/text";
import { type AwsResource, type InspectorFinding, type InspectorPackage, type InspectorVulnerability, inspectorSeverities } from "../model";
import { packageRowsMax } from "../read/packages";
import { readAwsTime } from "../read/time";
import { cleanText } from "../read/values";
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

/** Vulnerabilities of a scan as findings of the build, each once, under an ARN of our own: the scanner gives none. */
export function findingsOfScan(scan: Scan, build: ScannedBuild): InspectorFinding[] {
  const resource = resourceOfScan(build);
  const byId = new Map<string, [ScanVulnerability, ...ScanVulnerability[]]>();
  for (const each of scan.vulnerabilities) {
    const others = byId.get(idOf(each));
    if (others === undefined) byId.set(idOf(each), [each]);
    else others.push(each);
  }
  return [...byId.values()].map((same) => toFinding(merged(same), resource, build));
}

/** What an uploaded scan says several times is one vulnerability of the packages of all, as the worst of them has it; of several as bad the first. */
function merged(same: readonly [ScanVulnerability, ...ScanVulnerability[]]): ScanVulnerability {
  const [first, ...others] = same;
  if (others.length === 0) return first;
  const rankOf = ({ severity }: ScanVulnerability) => inspectorSeverities.indexOf(severity);
  const worst = same.reduce((worse, each) => (rankOf(each) < rankOf(worse) ? each : worse));
  const affects = new Map<string, ScanVulnerability["affects"][number]>();
  for (const each of same.flatMap((one) => one.affects)) {
    const other = affects.get(each.ref);
    affects.set(each.ref, other === undefined ? each : { ...other, fixed: other.fixed ?? each.fixed });
  }
  return { ...worst, affects: [...affects.values()], raw: same.map(({ raw }) => raw) };
}

export type ScannedIdentity = NonNullable<InspectorPackage["identity"]>;

/** The packages that a scan did not judge: what an earlier one found in them is not gone because this one says nothing of it. */
export function unjudgedIn(scan: Scan): ScannedIdentity[] {
  const unjudged = new Map<string, ScannedIdentity>();
  for (const component of scan.components) {
    const identity = component.outcome === "skipped" || component.outcome === "unstated" ? identityOf(cutOf(component)) : null;
    if (identity !== null) unjudged.set(JSON.stringify(identity), identity);
  }
  return [...unjudged.values()];
}

function toFinding(vulnerability: ScanVulnerability, resource: AwsResource, { artifactId, seq, at }: ScannedBuild): InspectorFinding {
  const { severity, rating, epss, exploitAvailable, affects } = vulnerability;
  const id = idOf(vulnerability);
  const names = [...new Set(affects.flatMap(({ component }) => cleanText(component?.name, 200) ?? []))];
  return {
    arn: `scan:${artifactId}/${seq}/${id}`,
    account: resource.account,
    region: resource.region,
    kind: "package",
    status: "ACTIVE",
    severity,
    score: rating?.score ?? null,
    title: names.length === 0 ? id : `${id} - ${names.slice(0, 3).join(", ")}${names.length > 3 ? `, ${names.length - 3} more` : ""}`,
    description: cleanText(vulnerability.description, descriptionMax),
    vulnerability: toVulnerability(vulnerability),
    fixAvailable: fixOf(affects.map(({ fixed }) => fixed)),
    exploitAvailable: exploitAvailable === null ? null : exploitAvailable === "true",
    epss,
    firstObservedAt: at,
    lastObservedAt: at,
    updatedAt: at,
    resource,
    further: [],
    packages: toPackages(affects),
    raw: vulnerability.raw,
  };
}

const descriptionMax = 10_000;
const urlMax = 2_000;

/** As the readers of what AWS sends cut it: a scan may be uploaded by anybody. */
const idOf = ({ id }: ScanVulnerability): string => cleanText(id, 200) ?? "unnamed";
const textsOf = (texts: readonly string[], most: number): string[] => texts.slice(0, 200).flatMap((text) => cleanText(text, most) ?? []);

function toVulnerability(vulnerability: ScanVulnerability): InspectorVulnerability {
  const { references, ratings, createdAt, updatedAt, advisories } = vulnerability;
  const id = idOf(vulnerability);
  const vendor = ratings.find(({ source: by, method }) => by !== "NVD" && by !== "EPSS" && by !== "AMAZON_INSPECTOR" && method !== "other");
  return {
    id,
    source: cleanText(vulnerability.source, 100) ?? "UNKNOWN",
    sourceUrl: cleanText(vulnerability.sourceUrl, urlMax),
    related: textsOf(references, 200),
    isMalware: id.startsWith("MAL-"),
    summary: cleanText(vulnerability.description, descriptionMax),
    cvss: ratings.flatMap((rating) => {
      const version = /^CVSSv(\d)(\d)?$/.exec(rating.method ?? "");
      if (version === null) return [];
      const vector = cleanText(rating.vector, 300);
      return [{ source: cleanText(rating.source, 100) ?? "", version: `${version[1]}.${version[2] ?? "0"}`, vector, score: rating.score }];
    }),
    vendorSeverity: cleanText(vendor?.severity, 100),
    publishedAt: timeOf(createdAt),
    modifiedAt: timeOf(updatedAt),
    references: textsOf(advisories, urlMax),
  };
}

function fixOf(fixes: readonly (string | null)[]): InspectorFinding["fixAvailable"] {
  const known = fixes.filter((fixed) => fixed !== null).length;
  if (known === 0) return "no";
  return known === fixes.length ? "yes" : "partial";
}

function timeOf(text: string | null): string | null {
  const ms = text === null ? Number.NaN : Date.parse(text);
  return readAwsTime(new Date(ms));
}

/** What is past as many packages as are read of any finding is one row that says how many they are. */
function toPackages(affects: ScanVulnerability["affects"]): InspectorPackage[] {
  const named = affects.flatMap(({ component, fixed }) => (component === null ? [] : [{ component, fixed }]));
  const packages = named.slice(0, packageRowsMax).map(({ component, fixed }) => toPackage(component, fixed));
  const left = named.length - packages.length;
  if (left > 0) packages.push({ ...nothingNamed, unmapped: "The scanner names more packages than are read.", name: `${left} more` });
  return packages;
}

const nothingNamed = { identity: null, manager: "", version: "", arch: null, filePath: null, fixed: null, layer: null };

function toPackage(component: ScanComponent, fixed: string | null): InspectorPackage {
  const { purl, name, version } = cutOf(component);
  const said = cleanText(fixed, 500);
  const identity = identityOf({ purl, name, version });
  return {
    identity,
    unmapped: identity === null ? "The scanner names no package that can be read." : null,
    manager: cleanText(purl?.replace(/^pkg:/, "").split("/")[0], 64) ?? "",
    name,
    version: version ?? "",
    arch: cleanText(/[?&]arch=([^&#]+)/.exec(purl ?? "")?.[1], 64),
    filePath: cleanText(component.path, 2_000),
    fixed: said === null ? null : inOurSpelling(identity?.ecosystem ?? "", said),
    layer: null,
  };
}

type Named = Pick<ScanComponent, "purl" | "name" | "version">;

function cutOf({ purl, name, version }: Named): Named {
  return { purl, name: cleanText(name, 1_024) ?? "", version: cleanText(version, 500) };
}

/** As the inventory has the component: by its purl, else by its name. */
function identityOf({ purl, name, version }: Named): InspectorPackage["identity"] {
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
