import type { ExportedStatement, VexExport } from "./model";
import { actionOf, artifactPurl, componentPurl } from "./names";
import { openvexWords } from "./words";

/** OpenVEX 0.2.0: artifacts are products, packages their subcomponents. */
export function writeOpenvex(given: VexExport): string {
  const products = given.artifacts.map(artifactPurl);
  const components = given.components.map(componentPurl);
  const document = {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": `${given.publisher.url}/vex/${given.id}`,
    author: given.publisher.name,
    role: "Document Creator",
    timestamp: given.at.toISOString(),
    version: 1,
    tooling: `${given.tool.name} ${given.tool.version}`,
    statements: given.statements.map((statement) => ({
      vulnerability: {
        name: statement.vulnerability.id,
        ...(statement.vulnerability.aliases.length > 0 && { aliases: statement.vulnerability.aliases }),
      },
      timestamp: statement.at.toISOString(),
      products: productsOf(statement, products, components),
      status: statement.status,
      ...reasonOf(statement),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function productsOf({ about }: ExportedStatement, products: readonly string[], components: readonly string[]) {
  const inside = new Map<string, Set<string>>();
  for (const [artifact, component] of about) {
    const product = products[artifact] ?? "";
    const found = inside.get(product) ?? new Set();
    inside.set(product, found.add(components[component] ?? ""));
  }
  return [...inside].map(([product, found]) => ({ "@id": product, subcomponents: [...found].map((component) => ({ "@id": component })) }));
}

/** What is not affected has a justification or an impact statement, never both; what is affected says what is done. */
function reasonOf(statement: ExportedStatement): Record<string, string> {
  const { status, justification, detail } = statement;
  if (status === "affected") return { action_statement: actionOf(statement), action_statement_timestamp: statement.at.toISOString() };
  if (status !== "not_affected") return detail === null ? {} : { status_notes: detail };
  if (justification === null) return { impact_statement: detail ?? "No reason is given." };
  const { word, isWider } = openvexWords[justification];
  const notes = [isWider ? justification : null, detail].filter(Boolean).join("\n");
  return { justification: word, ...(notes !== "" && { status_notes: notes }) };
}
