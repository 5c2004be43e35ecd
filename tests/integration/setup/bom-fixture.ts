import { randomUUID } from "node:crypto";

type BomOptions = { direct?: string[]; version?: string; serial?: string; edges?: Record<string, string[]>; hashes?: Record<string, string[]> };

/** A CycloneDX 1.6 document with these npm packages at `version`; all of them direct unless `direct` says which. `hashes` are SHA-256 by name. */
export function bomOf(packages: readonly string[], { direct, version = "1.0.0", serial = randomUUID(), edges = {}, hashes = {} }: BomOptions = {}): Buffer {
  const ref = (name: string) => `ref:${name}`;
  return Buffer.from(
    JSON.stringify({
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      serialNumber: `urn:uuid:${serial}`,
      version: 1,
      metadata: { timestamp: "2026-01-01T00:00:00Z", component: { type: "application", name: "root", version: "1", "bom-ref": "root" } },
      components: packages.map((name) => ({
        type: "library",
        name,
        version,
        purl: `pkg:npm/${encodeURIComponent(name)}@${version}`,
        "bom-ref": ref(name),
        hashes: hashes[name]?.map((content) => ({ alg: "SHA-256", content })),
      })),
      dependencies: [
        { ref: "root", dependsOn: (direct ?? packages).map(ref) },
        ...packages.map((name) => ({ ref: ref(name), dependsOn: (edges[name] ?? []).map(ref) })),
      ],
    }),
  );
}
