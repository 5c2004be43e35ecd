import type { ErrorObject } from "ajv";
import type { SchemaFault } from "./validity";

const listedMax = 12;
const valueLengthMax = 60;

/**
 * ajv's errors as people need them: where, and what is wrong there. Of alternatives that all fail (`oneOf`, `anyOf`) the
 * faults of the branch that was meant are told, instead of those of each.
 */
export function explainFaults(errors: readonly ErrorObject[], at: string): SchemaFault[] {
  return withoutNoise(errors).map((error) => ({ pointer: `${at}${error.instancePath}`, message: messageOf(error) }));
}

/** ajv lists the errors of the branches, one branch after the other, right before the one that says that none fits. */
function withoutNoise(errors: readonly ErrorObject[]): ErrorObject[] {
  const kept: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword === "if") continue;
    if (error.keyword !== "oneOf" && error.keyword !== "anyOf") {
      kept.push(error);
      continue;
    }
    let start = kept.length;
    while (start > 0 && isWithin(kept[start - 1], error.instancePath)) start -= 1;
    kept.push(...branchThatWasMeant(error, kept.splice(start)));
  }
  return kept;
}

function isWithin(error: ErrorObject | undefined, path: string): boolean {
  return error !== undefined && (error.instancePath === path || error.instancePath.startsWith(`${path}/`));
}

/** The faults of the branch with the fewest; the alternatives as such when none of them stands out. */
function branchThatWasMeant(error: ErrorObject, within: readonly ErrorObject[]): readonly ErrorObject[] {
  const branches = new Map<number, ErrorObject[]>();
  let current = 0;
  for (const each of within) {
    // A branch that is a reference names itself by what it refers to; its errors stand before those of the next.
    current = branchNumber(error.schemaPath, each.schemaPath) ?? current;
    const branch = branches.get(current);
    if (branch) branch.push(each);
    else branches.set(current, [each]);
  }
  const [best, next] = [...branches.values()].sort((a, b) => a.length - b.length);
  if (best === undefined) return [error];
  const isTie = next?.length === best.length && best.every(({ instancePath }) => instancePath === error.instancePath);
  return isTie ? [error] : best;
}

function branchNumber(alternatives: string, schemaPath: string): number | null {
  if (!schemaPath.startsWith(`${alternatives}/`)) return null;
  return Number(schemaPath.slice(alternatives.length + 1).split("/", 1)[0]);
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
