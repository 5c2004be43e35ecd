import { isObject, type JsonObject } from "../json";

/**
 * The properties in a package's annotations. hermeto (cachi2) writes those of CycloneDX there, each as a JSON object with name
 * and value, and says so in the annotator's name (`Tool: hermeto:jsonencoded`).
 */
export function propertiesOf({ annotations }: JsonObject): JsonObject[] {
  const properties: JsonObject[] = [];
  if (!Array.isArray(annotations)) return properties;
  for (const annotation of annotations) {
    if (!isObject(annotation) || typeof annotation.comment !== "string" || typeof annotation.annotator !== "string") continue;
    if (!annotation.annotator.endsWith(":jsonencoded")) continue;
    const property = parsed(annotation.comment);
    if (isObject(property)) properties.push(property);
  }
  return properties;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
