import type { ErrorObject } from "ajv";
import type { SchemaFault } from "./validity";

const listedMax = 12;
const valueLengthMax = 60;

/**
 * ajv's errors as people need them: where, and what is wrong there. Of alternatives that all fail (`oneOf`, `anyOf`) the
 * faults inside the branch that was meant are told, instead of one for each branch.
 */
export function explainFaults(errors: readonly ErrorObject[], at: string): SchemaFault[] {
  return withoutNoise(errors).map((error) => ({ pointer: `${at}${error.instancePath}`, message: messageOf(error) }));
}

/** ajv lists the errors of the branches right before the one that says that no branch fits. */
function withoutNoise(errors: readonly ErrorObject[]): ErrorObject[] {
  const kept: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword !== "oneOf" && error.keyword !== "anyOf") {
      if (error.keyword !== "if") kept.push(error);
      continue;
    }
    const branches = branchesOf(error);
    let start = kept.length;
    while (start > 0 && isWithin(kept[start - 1], error.instancePath)) start -= 1;
    const run = kept.splice(start);
    const deeper = run.filter(({ instancePath }) => instancePath !== error.instancePath);
    const own = run.filter(({ instancePath, schemaPath }) => instancePath === error.instancePath && !branches.some((branch) => schemaPath.startsWith(branch)));
    kept.push(...own, ...deeper);
    if (deeper.length === 0) kept.push(error);
  }
  return kept;
}

function isWithin(error: ErrorObject | undefined, path: string): boolean {
  return error !== undefined && (error.instancePath === path || error.instancePath.startsWith(`${path}/`));
}

/** Where the schemas of the alternatives begin, as `schemaPath` names them. */
function branchesOf({ schemaPath, schema }: ErrorObject): string[] {
  const references = Array.isArray(schema) ? schema.map((branch) => (branch as { $ref?: unknown })?.$ref) : [];
  return [`${schemaPath}/`, ...references.filter((reference) => typeof reference === "string").map((reference) => `${reference}/`)];
}

type Explain = (params: Record<string, unknown>, error: ErrorObject) => string;

const explanations: Readonly<Record<string, Explain>> = {
  required: ({ missingProperty }) => `"${missingProperty}" is missing.`,
  additionalProperties: ({ additionalProperty }) => `"${additionalProperty}" is not a field that the specification has here.`,
  unevaluatedProperties: ({ unevaluatedProperty }) => `"${unevaluatedProperty}" is not a field that the specification has here.`,
  type: ({ type }, { data }) => `This is ${kindOf(data)}; the specification asks for ${Array.isArray(type) ? type.join(" or ") : type}.`,
  enum: ({ allowedValues }, { data }) => `${shown(data)} is not a value that is allowed here${listed(allowedValues)}.`,
  const: ({ allowedValue }, { data }) => `${shown(data)} should be ${shown(allowedValue)}.`,
  format: ({ format }, { data }) => `${shown(data)} is not written as ${format}.`,
  pattern: ({ pattern }, { data }) => `${shown(data)} does not have the form ${pattern}.`,
  uniqueItems: ({ i, j }) => `Items ${i} and ${j} are equal; each may be there once.`,
  minItems: ({ limit }) => `The list has fewer than ${limit} items.`,
  maxItems: ({ limit }) => `The list has more than ${limit} items.`,
  oneOf: ({ passingSchemas }) => (passingSchemas === null ? "None of the allowed forms fits." : "Several forms fit of which exactly one may."),
  anyOf: () => "None of the allowed forms fits.",
  not: () => "This combination of fields is not allowed.",
};

function messageOf(error: ErrorObject): string {
  return explanations[error.keyword]?.(error.params, error) ?? `${error.message ?? error.keyword}.`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `the ${typeof value} ${shown(value)}`;
}

function shown(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "This list" : "This object";
  const text = JSON.stringify(typeof value === "string" ? value.slice(0, valueLengthMax) : value);
  return typeof value === "string" && value.length > valueLengthMax ? `${text.slice(0, -1)}…"` : text;
}

function listed(allowed: unknown): string {
  return Array.isArray(allowed) && allowed.length <= listedMax ? ` (${allowed.join(", ")})` : "";
}
