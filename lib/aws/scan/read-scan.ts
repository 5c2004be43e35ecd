import { componentsOf, isObject, type JsonObject, objectOf, objectsOf, textOf } from "./json";
import type { DockerfileFinding, Scan, ScanComponent, ScanOutcome, ScanRating, ScanVulnerability } from "./model";
import { isMarkedDuplicate, scannerProperties } from "./properties";
import { epssOf, readRatings, reportedRating, severityOf, vendorRating } from "./ratings";

/** What the scanner calls itself among the tools of its answers. */
export const scannerName = "Amazon Inspector Scan SBOM API";

const dockerfilePrefix = "dockerfile_finding:";
const isDockerfileId = (id: string) => id.startsWith("IN-DOCKER-");

/**
 * What Inspector's scanner says in an answer of ScanSbom (`{"sbom": ...}`) or in the CycloneDX document of one; null for whatever the scanner
 * has not seen.
 */
export function readScan(value: unknown): Scan | null {
  const document = isObject(value) && isObject(value.sbom) ? value.sbom : value;
  if (!isObject(document) || !isScanned(document)) return null;
  const found = objectsOf(document.vulnerabilities);
  const affected = affectedRefs(found.filter(({ id }) => !isDockerfileId(String(id))));
  const components = [...componentsOf(document)].map((component) => readComponent(component, affected));
  const places = new Map(components.map((component, position) => [component.ref, { component, position }]));
  const metadata = objectOf(document.metadata);
  return {
    scanner: scannerOf(metadata),
    scannedAt: textOf(metadata.timestamp),
    components,
    vulnerabilities: found.filter(({ id }) => textOf(id) !== null && !isDockerfileId(String(id))).map((each) => readVulnerability(each, places)),
    dockerfileFindings: found.filter(({ id }) => isDockerfileId(String(id))).flatMap((each) => readDockerfileFindings(each, document, places)),
  };
}

function isScanned(document: JsonObject): boolean {
  const metadata = objectOf(document.metadata);
  if (scannerOf(metadata) !== null || scannerProperties(metadata).size > 0) return true;
  if (objectsOf(document.vulnerabilities).some((each) => scannerProperties(each).size > 0)) return true;
  for (const component of componentsOf(document)) if (scannerProperties(component).size > 0) return true;
  return false;
}

/** Name and version of the scanner, if it is among the tools in any of their forms. */
function scannerOf({ tools }: JsonObject): string | null {
  const lists = Array.isArray(tools) ? [tools] : [objectOf(tools).services, objectOf(tools).components];
  const tool = lists.flatMap(objectsOf).find(({ name }) => name === scannerName);
  if (tool === undefined) return null;
  const version = textOf(tool.version);
  return version === null ? scannerName : `${scannerName} ${version}`;
}

const refsOf = (vulnerability: JsonObject) => objectsOf(vulnerability.affects).flatMap(({ ref }) => textOf(ref) ?? []);

function affectedRefs(vulnerabilities: readonly JsonObject[]): Set<string> {
  return new Set(vulnerabilities.flatMap(refsOf));
}

function readComponent(component: JsonObject, affected: ReadonlySet<string>): ScanComponent {
  const properties = scannerProperties(component);
  const ref = textOf(component["bom-ref"]) ?? "";
  const info = properties.get("info") ?? properties.get("warning") ?? null;
  return {
    ref,
    name: textOf(component.name) ?? "",
    version: textOf(component.version),
    purl: textOf(component.purl),
    path: properties.get("path") ?? null,
    outcome: affected.has(ref) ? "vulnerable" : outcomeOf(component, info, properties),
    info,
    endOfLife: properties.get("end_of_life") ?? null,
  };
}

/** What is not said to be scanned is not clean. */
function outcomeOf(component: JsonObject, info: string | null, properties: ReadonlyMap<string, string>): ScanOutcome {
  if (isMarkedDuplicate(component) || /\bduplicate\b/i.test(info ?? "")) return "duplicate";
  if (/^Component skipped\b/i.test(info ?? "")) return "skipped";
  if (/^Component scanned: no vulnerabilities\b/i.test(info ?? "")) return "clean";
  return [...properties.keys()].some((name) => name.startsWith(dockerfilePrefix)) ? "dockerfile" : "unstated";
}

type Places = ReadonlyMap<string, { component: ScanComponent; position: number }>;

function readVulnerability(vulnerability: JsonObject, places: Places): ScanVulnerability {
  const properties = scannerProperties(vulnerability);
  const ratings = readRatings(vulnerability.ratings);
  const rating = reportedRating(ratings);
  const source = objectOf(vulnerability.source);
  return {
    id: String(vulnerability.id),
    source: textOf(source.name),
    sourceUrl: textOf(source.url),
    ratings,
    rating,
    severity: severityOf(isRated(rating) ? rating : (vendorRating(ratings) ?? rating)),
    epss: epssOf(ratings),
    cwes: Array.isArray(vulnerability.cwes) ? vulnerability.cwes.filter((cwe): cwe is number => Number.isInteger(cwe)) : [],
    description: textOf(vulnerability.description),
    advisories: objectsOf(vulnerability.advisories).flatMap(({ url }) => textOf(url) ?? []),
    references: objectsOf(vulnerability.references).flatMap(({ id }) => textOf(id) ?? []),
    createdAt: textOf(vulnerability.created),
    updatedAt: textOf(vulnerability.updated),
    exploitAvailable: properties.get("exploit_available") ?? null,
    exploitSeenAt: properties.get("exploit_last_seen_in_public") ?? null,
    kevAddedAt: properties.get("cisa_kev_date_added") ?? null,
    kevDueAt: properties.get("cisa_kev_date_due") ?? null,
    affects: readAffects(vulnerability, properties, places),
    scannerState: textOf(objectOf(vulnerability.analysis).state),
    raw: vulnerability,
  };
}

const isRated = (rating: ScanRating | null) => rating !== null && severityOf(rating) !== "untriaged";

function readAffects(vulnerability: JsonObject, properties: ReadonlyMap<string, string>, places: Places): ScanVulnerability["affects"] {
  const position = (ref: string) => places.get(ref)?.position ?? Number.MAX_SAFE_INTEGER;
  return [...new Set(refsOf(vulnerability))]
    .sort((a, b) => position(a) - position(b))
    .map((ref) => ({ ref, component: places.get(ref)?.component ?? null, fixed: properties.get(`fixed_version:${ref}`) ?? null }));
}

/** A finding of a Dockerfile is a vulnerability of a file; where in it is said by a property of that file. */
function readDockerfileFindings(vulnerability: JsonObject, document: JsonObject, places: Places): DockerfileFinding[] {
  const id = String(vulnerability.id);
  const severity = reportedRating(readRatings(vulnerability.ratings))?.severity ?? null;
  const described = { id, severity, description: textOf(vulnerability.description) };
  const files = refsOf(vulnerability).filter((ref) => places.has(ref));
  if (files.length === 0) return [{ ...described, file: null, lines: null }];
  const affected = new Set(files);
  return [...componentsOf(document)]
    .filter((component) => affected.has(textOf(component["bom-ref"]) ?? ""))
    .map((component) => ({
      ...described,
      file: textOf(component.name)?.replace(/^dockerfile:/, "") ?? null,
      lines:
        scannerProperties(component)
          .get(`${dockerfilePrefix}${id}`)
          ?.replace(/^affected_lines:/, "") ?? null,
    }));
}
