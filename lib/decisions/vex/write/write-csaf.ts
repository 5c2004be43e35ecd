import type { ExportedStatement, VexExport } from "./model";
import { actionOf, artifactPurl, componentPurl } from "./names";
import { csafStatusOf, openvexWords } from "./words";

const cveShape = /^CVE-[0-9]{4}-[0-9]{4,}$/;

/** CSAF 2.0, profile 5 "VEX": artifacts and packages are products, and a package in an artifact is the product that a status is about. */
export function writeCsaf(given: VexExport): string {
  const at = given.at.toISOString();
  const pairs = new Map<string, readonly [number, number]>();
  for (const { about } of given.statements) for (const pair of about) pairs.set(productId(pair), pair);
  const byVulnerability = new Map<string, ExportedStatement[]>();
  for (const statement of given.statements) {
    const { id } = statement.vulnerability;
    byVulnerability.set(id, [...(byVulnerability.get(id) ?? []), statement]);
  }
  const document = {
    document: {
      category: "csaf_vex",
      csaf_version: "2.0",
      lang: "en",
      publisher: { category: "user", name: given.publisher.name, namespace: given.publisher.url },
      title: given.title,
      tracking: {
        id: `wherein-${given.id}`,
        status: "final",
        version: "1",
        initial_release_date: at,
        current_release_date: at,
        revision_history: [{ date: at, number: "1", summary: "Exported." }],
        generator: { date: at, engine: { name: given.tool.name, version: given.tool.version } },
      },
    },
    product_tree: productTree(given, [...pairs.values()]),
    vulnerabilities: [...byVulnerability.values()].map(vulnerabilityOf),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const artifactId = (at: number) => `artifact-${at + 1}`;
const componentId = (at: number) => `package-${at + 1}`;
const productId = ([artifact, component]: readonly [number, number]) => `${artifactId(artifact)}:${componentId(component)}`;

function productTree({ artifacts, components }: VexExport, pairs: readonly (readonly [number, number])[]) {
  const artifactName = (at: number) => [`${artifacts[at]?.service}/${artifacts[at]?.name}`, artifacts[at]?.version].filter(Boolean).join(" ");
  const componentName = (at: number) => [components[at]?.name, components[at]?.version].filter(Boolean).join(" ");
  const usedArtifacts = [...new Set(pairs.map(([artifact]) => artifact))];
  const usedComponents = [...new Set(pairs.map(([, component]) => component))];
  return {
    full_product_names: [
      ...usedArtifacts.flatMap((at) => {
        const artifact = artifacts[at];
        return artifact === undefined ? [] : [product(artifactId(at), artifactName(at), artifactPurl(artifact))];
      }),
      ...usedComponents.flatMap((at) => {
        const identity = components[at];
        return identity === undefined ? [] : [product(componentId(at), componentName(at), componentPurl(identity))];
      }),
    ],
    relationships: pairs.map(([artifact, component]) => ({
      category: "default_component_of",
      product_reference: componentId(component),
      relates_to_product_reference: artifactId(artifact),
      full_product_name: { product_id: productId([artifact, component]), name: `${componentName(component)} in ${artifactName(artifact)}` },
    })),
  };
}

const product = (id: string, name: string, purl: string) => ({ product_id: id, name, product_identification_helper: { purl } });

/** All that is said of a vulnerability. A product has one status, because one decision counts for it. */
function vulnerabilityOf(statements: readonly ExportedStatement[]) {
  const [{ vulnerability }] = statements as [ExportedStatement];
  const { id, aliases, summary } = vulnerability;
  const cve = [id, ...aliases].find((name) => cveShape.test(name));
  const others = [id, ...aliases].filter((name) => name !== cve);
  const status: Record<string, string[]> = {};
  for (const { status: said, about } of statements) status[csafStatusOf[said]] = [...new Set([...(status[csafStatusOf[said]] ?? []), ...about.map(productId)])];
  const flags = new Map<string, Set<string>>();
  for (const { status: said, justification, about } of statements) {
    if (said !== "not_affected" || justification === null) continue;
    const { word } = openvexWords[justification];
    const ids = flags.get(word) ?? new Set();
    for (const pair of about) ids.add(productId(pair));
    flags.set(word, ids);
  }
  const threats = statements.flatMap(impactOf);
  const remediations = statements.flatMap(remedyOf);
  const references = [...new Set(statements.map(({ evidenceUrl }) => evidenceUrl).filter((url) => url !== null))];
  return {
    ...(cve !== undefined && { cve }),
    ...(others.length > 0 && { ids: others.map((text) => ({ system_name: systemOf(text), text })) }),
    notes: [{ category: "description", text: summary ?? id }],
    product_status: status,
    ...(flags.size > 0 && { flags: [...flags].map(([label, ids]) => ({ label, product_ids: [...ids] })) }),
    ...(threats.length > 0 && { threats }),
    ...(remediations.length > 0 && { remediations }),
    ...(references.length > 0 && { references: references.map((url) => ({ category: "external", summary: "Evidence", url })) }),
  };
}

/** The prefix of an id says whose it is: `GHSA`, `DEBIAN`. */
const systemOf = (id: string) => id.split("-", 1)[0] || "unknown";

function impactOf({ status, justification, detail, about, at }: ExportedStatement) {
  if (status !== "not_affected") return [];
  const isWider = justification !== null && openvexWords[justification].isWider;
  const details = [isWider ? justification : null, detail].filter(Boolean).join("\n");
  return details === "" ? [] : [{ category: "impact", details, date: at.toISOString(), product_ids: about.map(productId) }];
}

function remedyOf(statement: ExportedStatement) {
  if (statement.status !== "affected") return [];
  const { responses, acceptedUntil, about, at } = statement;
  const category = responses.includes("update") ? "vendor_fix" : responses.includes("workaround_available") ? "workaround" : null;
  const planned =
    acceptedUntil !== null || responses.includes("will_not_fix") ? "no_fix_planned" : responses.includes("can_not_fix") ? "none_available" : "mitigation";
  return [{ category: category ?? planned, details: actionOf(statement), date: at.toISOString(), product_ids: about.map(productId) }];
}
