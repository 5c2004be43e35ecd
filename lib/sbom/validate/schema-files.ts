import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The schemas of the CycloneDX specification, as `@cyclonedx/cyclonedx-library` ships them. */
export function readSchemaFile(name: string): Buffer {
  const library = dirname(createRequire(import.meta.url).resolve("@cyclonedx/cyclonedx-library/package.json"));
  return readFileSync(join(library, "res", "schema", name));
}
