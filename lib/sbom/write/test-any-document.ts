import fc from "fast-check";
import { componentTypes } from "../model";
import { uglyTexts } from "./test-values";

type Json = { [name: string]: unknown };

const text = fc.oneof(fc.constantFrom(...uglyTexts), fc.string({ maxLength: 8 }));
const reference = fc.constantFrom(..."abcdefgh");
const purl = fc.constantFrom(
  ...[
    "pkg:npm/a@1.0.0",
    "pkg:npm/%40scope/name@2",
    "pkg:npm/%40scope%2Fname@2",
    "pkg:maven/g/a@1?type=jar",
    "pkg:deb/debian/x@1:2.3-1?arch=amd64&distro=debian-12",
  ],
  ...[
    "pkg:rpm/rhel/openssl@3.0?epoch=1&upstream=openssl-3.0.src.rpm",
    "pkg:golang/github.com/a/b@v1",
    "pkg:pypi/A_b",
    "not a purl",
    "pkg:oci/x@1?repository_url=a%se",
    "",
  ],
);
const hash = fc.record({
  alg: fc.constantFrom("SHA-256", "SHA-1", "MD5", "BLAKE3", "none"),
  content: fc.constantFrom("A".repeat(64), "b".repeat(64), "c".repeat(40), "d".repeat(32), "x"),
});
const licence = fc.oneof(
  fc.record({
    license: fc.record({ id: fc.constantFrom("MIT", "Apache-2.0"), acknowledgement: fc.constantFrom("declared", "concluded") }, { requiredKeys: ["id"] }),
  }),
  text.map((name) => ({ license: { name } })),
  fc.constantFrom("MIT OR Zlib", "GPL-2.0-only WITH Classpath-exception-2.0", "NOASSERTION").map((expression) => ({ expression })),
);
const link = fc.record({
  type: fc.constantFrom("website", "vcs", "distribution"),
  url: fc.oneof(text, fc.constant("https://example.org/x")),
  hashes: fc.array(hash, { maxLength: 1 }),
});

const fields = {
  type: fc.oneof(fc.constantFrom(...componentTypes), text),
  "bom-ref": reference,
  name: text,
  group: text,
  version: fc.oneof(text, fc.constantFrom("1.0.0", ">=1 <2", "^1")),
  purl,
  scope: fc.constantFrom("required", "optional", "excluded"),
  cpe: fc.constantFrom("cpe:2.3:a:a:b:1:*:*:*:*:*:*:*", "cpe:/a:a:b", "x"),
  hashes: fc.array(hash, { maxLength: 3 }),
  licenses: fc.array(licence, { maxLength: 2 }),
  evidence: fc.record({ licenses: fc.array(licence, { maxLength: 2 }), identity: fc.constant([{ field: "purl", concludedValue: "pkg:npm/other@3" }]) }),
  supplier: fc.record({ name: text }),
  author: text,
  copyright: text,
  description: text,
  externalReferences: fc.array(link, { maxLength: 3 }),
  isExternal: fc.boolean(),
  cryptoProperties: fc.constant({ assetType: "algorithm" }),
  modelCard: fc.constant({ modelParameters: { task: "classification" } }),
  properties: fc.array(
    fc.record({ name: fc.constantFrom("syft:metadata:source", "wherein:scope", "aquasecurity:trivy:Class", "cdx:npm:package:development"), value: text }),
    {
      maxLength: 2,
    },
  ),
};

const some = <T extends Record<string, fc.Arbitrary<unknown>>>(model: T): fc.Arbitrary<Json> => fc.record(model, { requiredKeys: [], noNullPrototype: true });

const { component, service } = fc.letrec<{ component: Json; service: Json }>((tie) => ({
  component: some({ ...fields, components: fc.oneof({ maxDepth: 3, depthSize: "small" }, fc.constant([]), fc.array(tie("component"), { maxLength: 3 })) }),
  service: some({
    "bom-ref": reference,
    name: text,
    group: text,
    version: text,
    provider: fc.record({ name: text }),
    endpoints: fc.array(fc.oneof(text, fc.constant("https://example.org/api")), { maxLength: 2 }),
    services: fc.oneof({ maxDepth: 2, depthSize: "small" }, fc.constant([]), fc.array(tie("service"), { maxLength: 2 })),
  }),
}));

const composition = some({
  aggregate: fc.constantFrom("complete", "incomplete", "incomplete_first_party_only", "unknown", "not_specified"),
  assemblies: fc.array(reference, { maxLength: 2 }),
  dependencies: fc.array(reference, { maxLength: 2 }),
});

/** CycloneDX documents as no tool would write them, but some reader could meet: nested, circular, with names that no format likes. */
export const anyDocuments: fc.Arbitrary<Json> = fc.record(
  {
    bomFormat: fc.constant("CycloneDX"),
    specVersion: fc.constant("1.6"),
    metadata: some({ component, supplier: fc.record({ name: text }), timestamp: fc.constantFrom("2026-03-01T10:00:00Z", "2026-03-01T10:00:00.123456+02:00") }),
    components: fc.array(fc.oneof({ weight: 9, arbitrary: component }, fc.constant(null)), { maxLength: 6 }),
    services: fc.array(service, { maxLength: 2 }),
    dependencies: fc.array(fc.record({ ref: reference, dependsOn: fc.array(reference, { maxLength: 4 }) }), { maxLength: 6 }),
    compositions: fc.array(composition, { maxLength: 2 }),
  },
  { requiredKeys: ["bomFormat", "specVersion"], noNullPrototype: true },
);
