import { count } from "@/components/ui/number-format";

/** The parts of JSON Schema that the API's own description uses. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  description?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

/** A schema in a few words: `integer, 1 to 500, default 50`. */
export function schemaWords(schema: Schema | undefined): string {
  if (!schema) return "";
  const options = schema.anyOf ?? schema.oneOf;
  const [single, list] = options ?? [];
  if (options?.length === 2 && list?.items && schemaWords(list.items) === schemaWords(single)) return `${schemaWords(single)}, repeatable`;
  if (options) return [...new Set(options.map(schemaWords))].filter(Boolean).join(" or ");
  if (schema.$ref) return schema.$ref.split("/").at(-1) ?? "";
  const words = [schema.enum ? schema.enum.map(String).join(" | ") : "const" in schema ? String(schema.const) : typeWords(schema)];
  if (schema.minimum !== undefined && schema.maximum !== undefined && schema.maximum < 2 ** 31 - 1)
    words.push(`${count(schema.minimum)} to ${count(schema.maximum)}`);
  if (schema.maxLength !== undefined) words.push(`at most ${count(schema.maxLength)} characters`);
  if (schema.default !== undefined) words.push(`default ${String(schema.default)}`);
  return words.filter(Boolean).join(", ");
}

function typeWords(schema: Schema): string {
  if (schema.items) return `list of ${schemaWords(schema.items) || "values"}`;
  const type = Array.isArray(schema.type) ? schema.type.join(" or ") : (schema.type ?? "");
  return schema.format === "date-time" ? "date and time" : schema.format && schema.format !== "uuid" ? `${type} (${schema.format})` : (schema.format ?? type);
}
