import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

type Shape = {
  type: string;
  members?: Record<string, { shape: string; locationName?: string }>;
  required?: string[];
  member?: { shape: string };
  value?: { shape: string };
  enum?: string[];
  min?: number;
  max?: number;
  document?: boolean;
};
type Model = { operations: Record<string, { input?: { shape: string }; output?: { shape: string } }>; shapes: Record<string, Shape> };

const folder = resolve(import.meta.dirname, "../../../../shared/corpus/aws/models");
const read = (name: string): Model | null => {
  const path = resolve(folder, `${name}.service-2.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Model) : null;
};
const models: Readonly<Record<string, Model | null>> = { inspector2: read("inspector2"), ecr: read("ecr"), "inspector-scan": read("inspector-scan") };

/** Whether AWS's own descriptions of the services are here to check against. */
export const areModelsHere = Object.values(models).every((model) => model !== null);

/**
 * What of an input or output does not fit the description of the operation: unknown members, types, words of a list, lengths and what is missing,
 * with the place of each. Nothing where there is no description.
 */
export function violationsOf(service: string, operation: string, side: "input" | "output", value: unknown): string[] {
  const model = models[service];
  const shape = model?.operations[operation]?.[side]?.shape;
  if (!model || shape === undefined) return [];
  return [...violations(model, shape, value, `${service}:${operation} ${side}`)];
}

function* violations(model: Model, name: string, value: unknown, at: string): Generator<string> {
  const shape = model.shapes[name];
  if (!shape || shape.document) return;
  if (!isOfType(shape.type, value)) {
    yield `${at}: is no ${shape.type} (${name})`;
    return;
  }
  if (!mayBeEmpty.has(name)) yield* sizeViolations(shape, value, `${at} (${name})`);
  if (shape.enum && !shape.enum.includes(String(value))) yield `${at}: ${value} is no word of ${name}`;
  if (shape.type === "structure") yield* structureViolations(model, shape, new Map(Object.entries(value as object)), at);
  if (shape.type === "list") for (const [n, item] of (value as unknown[]).entries()) yield* violations(model, shape.member?.shape ?? "", item, `${at}/${n}`);
  if (shape.type === "map") for (const [key, item] of Object.entries(value as object)) yield* violations(model, shape.value?.shape ?? "", item, `${at}/${key}`);
}

function* structureViolations(model: Model, shape: Shape, value: Map<string, unknown>, at: string): Generator<string> {
  const members = new Map(Object.entries(shape.members ?? {}).map(([key, member]) => [member.locationName ?? key, member.shape]));
  for (const key of shape.required ?? []) if (!value.has(key)) yield `${at}: lacks ${key}`;
  for (const [key, inner] of value) {
    const of = members.get(key);
    if (of === undefined) yield `${at}: has the unknown member ${key}`;
    else yield* violations(model, of, inner, `${at}/${key}`);
  }
}

// The description gives ClusterInformationList a minimum of 1; an image that runs nowhere is an empty list all the same.
const mayBeEmpty = new Set(["ClusterInformationList"]);

function* sizeViolations({ min, max }: Shape, value: unknown, at: string): Generator<string> {
  const size = typeof value === "string" || Array.isArray(value) ? value.length : value;
  if (typeof size !== "number") return;
  if (min !== undefined && size < min) yield `${at}: ${size} is less than ${min}`;
  if (max !== undefined && size > max) yield `${at}: ${size} is more than ${max}`;
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case "structure":
    case "map":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "list":
      return Array.isArray(value);
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "integer":
    case "long":
      return Number.isInteger(value);
    default:
      // float, double and, on the wire of these protocols, timestamp.
      return typeof value === "number";
  }
}
