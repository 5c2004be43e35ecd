import { type Schema, schemaWords } from "@/components/docs/schema-words";

/** The properties of a body, nested as they are. */
export function SchemaTree({ schema, depth = 0 }: { schema: Schema; depth?: number }) {
  const shape = objectIn(schema);
  if (!shape?.properties || depth > 6) return null;
  return (
    <ul className={depth === 0 ? "mt-2 flex flex-col gap-1" : "mt-1 ml-1 flex flex-col gap-1 border-line border-l pl-3"}>
      {Object.entries(shape.properties).map(([name, property]) => (
        <li key={name} className="wrap-anywhere">
          <code>{name}</code> <span className="text-muted">{propertyWords(property)}</span>
          {property.description ? <span className="text-muted">. {property.description}</span> : null}
          <SchemaTree schema={property} depth={depth + 1} />
        </li>
      ))}
    </ul>
  );
}

/** The object behind a list or a "null or". */
function objectIn(schema: Schema): Schema | null {
  if (schema.properties) return schema;
  if (schema.items) return objectIn(schema.items);
  for (const option of schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []) {
    const found = objectIn(option);
    if (found) return found;
  }
  return null;
}

function propertyWords(schema: Schema): string {
  const inner = objectIn(schema);
  if (!inner) return schemaWords(schema);
  const nullable = (schema.anyOf ?? schema.oneOf)?.some((option) => option.type === "null") ? " or null" : "";
  return `${schema.items ? "list of objects" : "object"}${nullable}`;
}
