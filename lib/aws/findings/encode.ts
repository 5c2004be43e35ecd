import type { AwsResource, InspectorFinding, InspectorPackage, InspectorVulnerability } from "@/lib/aws/model";

// Values of fixed places, so that what came by API, by event or in a report has one text: of a finding a tenth of the time that sorting keys takes.

type Encoded = readonly unknown[];

/** True only for a type without fields: whoever adds one to the model is told to encode it here. */
const nothing = (_: Record<string, never>): [] => [];

const sorted = (texts: readonly string[]): readonly string[] => (texts.length < 2 ? texts : [...texts].sort());
const byText = (values: readonly Encoded[]): string[] => values.map((each) => JSON.stringify(each)).sort();

/** The text of all that was read of a finding. Lists are sets: their order says nothing. */
export function findingText({ raw: _, ...finding }: InspectorFinding): string {
  const { arn, account, region, kind, status, severity, score, title, description, vulnerability, fixAvailable, exploitAvailable, epss, ...times } = finding;
  const { firstObservedAt, lastObservedAt, updatedAt, resource, further, packages, ...rest } = times;
  return JSON.stringify([
    [arn, account, region, kind, status, severity, score, title, description, fixAvailable, exploitAvailable, epss, ...nothing(rest)],
    [firstObservedAt, lastObservedAt, updatedAt],
    vulnerability && encodeVulnerability(vulnerability),
    encodeResource(resource),
    packages.length === 1 ? packages.map(encodePackage) : byText(packages.map(encodePackage)),
    // Nothing where there are none: what is stored of these has the digest that it had before several were read.
    ...(further.length === 0 ? [] : [byText(further.map(encodeResource))]),
  ]);
}

/** The text of what a source says of a vulnerability. */
export function vulnerabilityText(vulnerability: InspectorVulnerability): string {
  return JSON.stringify(encodeVulnerability(vulnerability));
}

/** The text of a package of a finding, by which packages have one order. */
export function packageText(named: InspectorPackage): string {
  return JSON.stringify(encodePackage(named));
}

/** The text of what a resource is, but for its key, platform and digest. */
export function descriptionText(resource: Omit<AwsResource, "key" | "platform" | "architecture" | "digest">): string {
  return JSON.stringify(encodeDescription(resource));
}

function encodeVulnerability(vulnerability: InspectorVulnerability): Encoded {
  const { id, source, sourceUrl, related, isMalware, summary, cvss, vendorSeverity, publishedAt, modifiedAt, references, ...rest } = vulnerability;
  const scores = cvss.map((each) => [each.source, each.version, each.vector, each.score]);
  const texts = [id, source, sourceUrl, isMalware, summary, vendorSeverity, publishedAt, modifiedAt, ...nothing(rest)];
  return [...texts, sorted(related), scores.length < 2 ? scores : byText(scores), sorted(references)];
}

function encodeResource(resource: AwsResource): Encoded {
  return [resource.key, ...encodeDescription(resource), resource.platform, resource.architecture, resource.digest];
}

function encodeDescription({
  type,
  typeName,
  account,
  region,
  name,
  tags,
  labels,
}: Omit<AwsResource, "key" | "platform" | "architecture" | "digest">): Encoded {
  return [type, typeName, account, region, name, sorted(tags), Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))];
}

function encodePackage({ identity, unmapped, manager, name, version, arch, filePath, fixed, layer, ...rest }: InspectorPackage): Encoded {
  const named = identity && [identity.ecosystem, identity.name, identity.version, identity.release];
  return [named, unmapped, manager, name, version, arch, filePath, fixed, layer, ...nothing(rest)];
}
