/** What the specification of OpenVEX 0.2.0 says of a document, as a JSON schema: "The VEX Data Model", its field tables and status rules. */
const text = { type: "string", minLength: 1 };
const iri = { type: "string", format: "uri" };
const time = { type: "string", format: "date-time" };
const list = (items: object) => ({ type: "array", items, uniqueItems: true });
const record = (required: string[], properties: object, more: object = {}) => ({ type: "object", required, properties, additionalProperties: false, ...more });

const subcomponent = record([], { "@id": iri, identifiers: { type: "object" }, hashes: { type: "object" } }, { minProperties: 1 });
const component = record(
  [],
  { "@id": iri, identifiers: { type: "object" }, hashes: { type: "object" }, subcomponents: list(subcomponent) },
  { minProperties: 1 },
);
const vulnerability = record(["name"], { "@id": iri, name: text, description: text, aliases: list(text) });
const justifications = [
  "component_not_present",
  "vulnerable_code_not_present",
  "vulnerable_code_not_in_execute_path",
  "vulnerable_code_cannot_be_controlled_by_adversary",
  "inline_mitigations_already_exist",
];

const whenStatusIs = (status: string, rule: object) => ({ anyOf: [{ properties: { status: { not: { const: status } } } }, rule] });

const statement = record(
  ["vulnerability", "status"],
  {
    "@id": iri,
    version: { type: "integer", minimum: 1 },
    vulnerability,
    timestamp: time,
    last_updated: time,
    products: list(component),
    status: { enum: ["not_affected", "affected", "fixed", "under_investigation"] },
    supplier: text,
    status_notes: text,
    justification: { enum: justifications },
    impact_statement: text,
    action_statement: text,
    action_statement_timestamp: time,
  },
  {
    allOf: [
      whenStatusIs("not_affected", { oneOf: [{ required: ["justification"] }, { required: ["impact_statement"] }] }),
      whenStatusIs("affected", { required: ["action_statement"] }),
    ],
  },
);

export const openvexSchema = record(["@context", "@id", "author", "timestamp", "version", "statements"], {
  "@context": { const: "https://openvex.dev/ns/v0.2.0" },
  "@id": iri,
  author: text,
  role: text,
  timestamp: time,
  last_updated: time,
  version: { type: "integer", minimum: 1 },
  tooling: text,
  statements: { ...list(statement), minItems: 1 },
});
