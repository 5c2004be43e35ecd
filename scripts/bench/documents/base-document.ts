import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

export type CycloneComponent = { name: string; version?: string; purl?: string; components?: CycloneComponent[]; [field: string]: unknown };
export type CycloneDocument = { metadata?: Record<string, unknown>; components: CycloneComponent[]; [field: string]: unknown };
/** A document that variants are made of; `name` is for people. */
export type BaseDocument = { name: string; document: CycloneDocument };

/** Four real documents of about a thousand components, by the programs that write most of them. */
const corpusFiles: Record<string, string> = {
  "cyclonedx-npm": "CycloneDX__cyclonedx-node-npm/tests__data_sbom_demo-results_bare_juice-shop_npm10_node20_ubuntu-latest.snap.json.gz",
  cdxgen: "cdxgen__cdxgen/test_data_bom-postgen-test.json.gz",
  "cyclonedx-maven": "devops-kung-fu__bomber/_TESTDATA__sbom_bom-2.8.0.json.gz",
  syft: "trustification__trustification/spog_test-data_tc_1730_license_escape.json.gz",
};

/** The real documents of a corpus directory, or null when it does not hold them. */
export function readCorpus(directory: string): BaseDocument[] | null {
  const files = Object.entries(corpusFiles).map(([name, file]) => ({ name, path: join(directory, "sboms/real/cyclonedx", file) }));
  if (!files.every(({ path }) => existsSync(path))) return null;
  return files.map(({ name, path }) => ({ name, document: JSON.parse(gunzipSync(readFileSync(path)).toString("utf8")) as CycloneDocument }));
}

/** Every component, those inside components too. */
export function componentsOf(document: CycloneDocument): CycloneComponent[] {
  const all: CycloneComponent[] = [];
  const walk = (components: readonly CycloneComponent[]) => {
    for (const component of components) {
      all.push(component);
      if (component.components) walk(component.components);
    }
  };
  walk(document.components);
  return all;
}
