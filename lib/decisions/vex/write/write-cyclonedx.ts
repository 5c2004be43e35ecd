import type { ExportedArtifact, ExportedStatement, VexExport } from "./model";
import { actionOf, artifactPurl, componentPurl } from "./names";
import { cyclonedxStateOf, cyclonedxWord } from "./words";

/** CycloneDX 1.6 as JSON: artifacts are components, the packages of which something is said are components in these. */
export function writeCyclonedxVex(given: VexExport): string {
  const inside = new Map<number, Set<number>>();
  for (const { about } of given.statements) for (const [artifact, component] of about) inside.set(artifact, (inside.get(artifact) ?? new Set()).add(component));
  const document = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${given.id}`,
    version: 1,
    metadata: {
      timestamp: given.at.toISOString(),
      tools: { components: [{ type: "application", name: given.tool.name, version: given.tool.version }] },
      authors: [{ name: given.publisher.name }],
      component: { type: "application", "bom-ref": "subject", name: given.subject, description: given.title },
    },
    components: [...inside].map(([artifact, found]) => artifactOf(given, artifact, [...found])),
    vulnerabilities: given.statements.map((statement, n) => ({
      "bom-ref": `statement-${n + 1}`,
      id: statement.vulnerability.id,
      ...(statement.vulnerability.aliases.length > 0 && { references: statement.vulnerability.aliases.map((id) => ({ id, source: {} })) }),
      ...(statement.vulnerability.summary !== null && { description: statement.vulnerability.summary }),
      ...(statement.evidenceUrl !== null && { advisories: [{ url: statement.evidenceUrl }] }),
      analysis: analysisOf(statement),
      affects: statement.about.map(([artifact, component]) => ({ ref: refOf(artifact, component) })),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const refOf = (artifact: number, component: number) => `artifact-${artifact + 1}/package-${component + 1}`;

function artifactOf({ artifacts, components }: VexExport, at: number, found: readonly number[]) {
  const artifact = artifacts[at] as ExportedArtifact;
  return {
    type: artifact.kind === "image" ? "container" : "application",
    "bom-ref": `artifact-${at + 1}`,
    name: `${artifact.service}/${artifact.name}`,
    ...(artifact.version !== null && { version: artifact.version }),
    purl: artifactPurl(artifact),
    components: found.flatMap((component) => {
      const identity = components[component];
      if (identity === undefined) return [];
      const { name, version } = identity;
      return [{ type: "library", "bom-ref": refOf(at, component), name, ...(version !== "" && { version }), purl: componentPurl(identity) }];
    }),
  };
}

function analysisOf(statement: ExportedStatement) {
  const { status, justification, responses, detail, at, acceptedUntil } = statement;
  const word = justification === null ? null : cyclonedxWord(justification);
  const said = status === "affected" ? actionOf({ ...statement, responses: [] }) : detail;
  const text = [justification !== null && word === null ? justification : null, said].filter(Boolean).join("\n");
  const response = acceptedUntil !== null && responses.length === 0 ? ["will_not_fix"] : responses;
  return {
    state: cyclonedxStateOf[status],
    ...(word !== null && { justification: word }),
    ...(response.length > 0 && { response }),
    ...(text !== "" && { detail: text }),
    firstIssued: at.toISOString(),
    lastUpdated: at.toISOString(),
  };
}
