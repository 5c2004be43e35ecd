import { Ajv, type ErrorObject, type SchemaObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { readSchemaFile } from "./schema-files";
import { spdxSchema } from "./spdx-schema";
import { findEqualItems } from "./unique-items";

/**
 * A schema compiled twice: `test` stops at the first fault, `judge` collects all of them. `uniqueLists` are the top-level
 * fields whose items must differ.
 */
export type JsonValidator = {
  schema: string;
  test: (document: unknown) => boolean;
  judge: (document: unknown) => ErrorObject[];
  uniqueLists: ReadonlySet<string>;
};

const cyclonedxVersions = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];
const sharedSchemas = ["spdx", "jsf-0.82", "cryptography-defs"];
/** RFC 5321, clause 4.5.3.1: 64 for the local part, 255 for the domain. */
const emailLengthMax = 320;
const validators = new Map<string, JsonValidator>();

/** The validator of a CycloneDX JSON version, or null when the library ships no schema for it. */
export function cyclonedxValidator(version: string): JsonValidator | null {
  if (!cyclonedxVersions.includes(version)) return null;
  return validatorOf(`CycloneDX ${version} JSON schema`, () => parsed(`bom-${version}.SNAPSHOT.schema.json`));
}

/** The validator of an SPDX 2 JSON version (2.2, 2.2.1, 2.3, ...), or null: SPDX 2.1 has no JSON form. */
export function spdxValidator(version: string): JsonValidator | null {
  const minor = /^2\.([23])(\.\d+)?$/.exec(version)?.[1];
  if (minor === undefined) return null;
  const known = minor === "2" ? "2.2" : "2.3";
  return validatorOf(`SPDX ${known} JSON rules`, () => spdxSchema(known));
}

function validatorOf(schema: string, read: () => SchemaObject): JsonValidator {
  const known = validators.get(schema);
  if (known) return known;
  const document = read();
  let all: ValidateFunction | null = null;
  const first = compile(document, false);
  const made: JsonValidator = {
    schema,
    test: (value) => first(value) === true,
    judge: (value) => {
      all ??= compile(document, true);
      all(value);
      return all.errors ?? [];
    },
    uniqueLists: new Set(Object.entries<SchemaObject>(document.properties).flatMap(([name, field]) => (field.uniqueItems === true ? [name] : []))),
  };
  validators.set(schema, made);
  return made;
}

function compile(schema: SchemaObject, allErrors: boolean): ValidateFunction {
  const ajv = new Ajv({ allErrors, verbose: true, strict: false, validateSchema: false, useDefaults: false, addUsedSchema: false });
  // The library calls these files by other names than they have as `$id`; names are relative to that of the schema.
  for (const name of sharedSchemas) ajv.addSchema(parsed(`${name}.SNAPSHOT.schema.json`), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  addFormats.default(ajv);
  ajv.addFormat("idn-email", isInternationalEmail);
  // RFC 3987 lets nearly everything be a relative reference; the CycloneDX library judges none either.
  ajv.addFormat("iri-reference", true);
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({ keyword: "uniqueItems", type: "array", schemaType: "boolean", validate: judgeUniqueItems, errors: true });
  return ajv.compile(schema);
}

type WithErrors = { (isAsked: boolean, items: unknown[]): boolean; errors?: Partial<ErrorObject>[] };

const judgeUniqueItems: WithErrors = (isAsked, items) => {
  const equal = isAsked ? findEqualItems(items) : null;
  judgeUniqueItems.errors = equal === null ? [] : [{ keyword: "uniqueItems", params: { i: equal[0], j: equal[1] } }];
  return equal === null;
};

/** RFC 6531 in what matters: a local part without white space or in quotes, and a domain of two labels or more, or an address. */
function isInternationalEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at < 1 || text.length > emailLengthMax) return false;
  return /^(?:"[^"]+"|[^\s@"]+)$/u.test(text.slice(0, at)) && /^(?:[^\s.@[\]]+(?:\.[^\s.@[\]]+)+|\[[\w.:]+\])$/u.test(text.slice(at + 1));
}

function parsed(name: string): SchemaObject {
  return JSON.parse(readSchemaFile(name).toString("utf8"));
}
