import { purlOf } from "@/lib/purl";
import type { FleetDictionary, FleetEcosystem } from "../fleet/dictionary";
import { Random, Zipf } from "../random";
import type { BaseDocument, CycloneComponent } from "./base-document";

type Shape = { name: string; parts: Partial<Record<FleetEcosystem, number>>; components: number; edges: number; bytes: number };

/** The shapes of four real documents: components, edges and bytes as pretty-printed. */
const shapes: readonly Shape[] = [
  { name: "npm-like", parts: { npm: 1 }, components: 1_116, edges: 1_821, bytes: 1_360_000 },
  { name: "cdxgen-like", parts: { npm: 0.8, pypi: 0.2 }, components: 1_060, edges: 1_804, bytes: 1_080_000 },
  { name: "maven-like", parts: { maven: 1 }, components: 1_193, edges: 3_381, bytes: 2_280_000 },
  { name: "syft-like", parts: { deb: 0.4, golang: 0.3, npm: 0.3 }, components: 875, edges: 0, bytes: 2_450_000 },
];

/** Documents made of the fleet's own dictionary. `scale` shrinks the component counts for tests. */
export function generateDocuments(dictionary: FleetDictionary, seed: number, scale = 1): BaseDocument[] {
  return shapes.map((shape, i) =>
    generateDocument(dictionary, new Random(seed + 100 + i), {
      ...shape,
      components: Math.round(shape.components * scale),
      edges: Math.round(shape.edges * scale),
      bytes: shape.bytes * scale,
    }),
  );
}

/** One large document of `components` packages that no dictionary has; `stamp` makes another one of other packages. */
export function generateLargeDocument(components: number, stamp: string, seed: number): BaseDocument {
  const random = new Random(seed);
  const identities = Array.from({ length: components }, (_, i) => ({
    ecosystem: "npm",
    name: `${stamp}-${random.bytes(3).toString("hex")}-${i}`,
    version: `${1 + (i % 9)}.${i % 20}.${i % 7}`,
    release: "",
  }));
  return assemble({ name: `large-${components}`, components, edges: components * 3, bytes: components * 909 }, identities, random);
}

function generateDocument(dictionary: FleetDictionary, random: Random, shape: Shape): BaseDocument {
  const identities: Identity[] = [];
  for (const [ecosystem, share] of Object.entries(shape.parts)) {
    const packages = dictionary[ecosystem as FleetEcosystem];
    const draw = new Zipf(packages.length, 0.6);
    const chosen = new Set<number>();
    for (let tries = 0; chosen.size < Math.min(Math.ceil(shape.components * share), packages.length) && tries < shape.components * 50; tries++)
      chosen.add(draw.draw(random));
    for (const rank of chosen) {
      const entry = packages[rank];
      const version = entry?.versions[random.below(entry.versions.length)];
      if (entry && version) identities.push({ ecosystem: entry.ecosystem, name: entry.name, version: version.version, release: version.release });
    }
  }
  return assemble(shape, identities.slice(0, shape.components), random);
}

type Identity = { ecosystem: string; name: string; version: string; release: string };

function assemble({ name, edges, bytes }: Omit<Shape, "parts">, identities: readonly Identity[], random: Random): BaseDocument {
  const components = identities.map((identity, i): CycloneComponent => {
    const purl = purlOf(identity) ?? undefined;
    return {
      type: "library",
      "bom-ref": `ref-${i}`,
      name: identity.name,
      version: identity.version,
      purl,
      scope: "required",
      licenses: [{ license: { id: random.pick(["MIT", "Apache-2.0", "BSD-3-Clause", "ISC"]) } }],
    };
  });
  const dependencies = dependenciesOf(components.length, edges, random);
  const document = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { type: "application", name, version: "1.0.0", "bom-ref": "root" } },
    components,
    ...(edges > 0 ? { dependencies } : {}),
  };
  const missing = Math.max(0, bytes - JSON.stringify(document, null, 2).length) / Math.max(1, components.length);
  for (const component of components) fill(component, missing, random);
  return { name, document };
}

/** Hashes, references and properties of about that many bytes when pretty-printed: what real documents are full of. */
function fill(component: CycloneComponent, bytes: number, random: Random): void {
  const hashes = [{ alg: "SHA-512", content: random.bytes(64).toString("hex") }];
  const properties: { name: string; value: string }[] = [];
  component.hashes = hashes;
  component.externalReferences = [{ type: "website", url: `https://example.org/${random.bytes(9).toString("hex")}` }];
  component.properties = properties;
  for (let filled = 430; filled < bytes; filled += 132)
    properties.push({ name: "example:package:location", value: `layers/${random.bytes(12).toString("hex")}` });
}

function dependenciesOf(count: number, edges: number, random: Random): { ref: string; dependsOn: string[] }[] {
  const direct = Math.max(1, Math.round(count * 0.06));
  const rows = new Map<number, Set<number>>();
  const add = (from: number, to: number) => rows.set(from, (rows.get(from) ?? new Set()).add(to));
  for (let node = direct; node < count; node++) add(Math.floor(node * random.next() ** 1.4), node);
  for (let left = edges - (count - direct); left > 0; left--) {
    const to = 1 + random.below(Math.max(1, count - 1));
    add(random.below(to), to);
  }
  const root = { ref: "root", dependsOn: Array.from({ length: Math.min(direct, count) }, (_, i) => `ref-${i}`) };
  return [root, ...[...rows].map(([from, to]) => ({ ref: `ref-${from}`, dependsOn: [...to].map((target) => `ref-${target}`) }))];
}
