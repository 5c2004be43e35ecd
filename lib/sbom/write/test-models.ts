import fc from "fast-check";
import { purlOf } from "@/lib/purl";
import { buildGraph } from "../build-graph";
import { newDetails, settleDetails } from "../component-details";
import { type Bom, type Component, type ComponentDetails, completenesses, componentScopes, componentTypes } from "../model";
import { identity, name } from "./test-identities";
import { hash, hex, licence, plainRecord, text } from "./test-values";

const textOrNull = fc.option(text);
const truth = fc.constantFrom(null, true, false);
const url = fc.option(fc.oneof(text, fc.constantFrom("https://example.org/a b", "https://example.org/x#y", "git+ssh://git@host/x.git", "git@host:x/y")));
const purl = fc.constantFrom("pkg:npm/other@1", "pkg:maven/g/a@1?type=jar", "pkg:deb/debian/x@1?arch=amd64", "pkg:oci/x@1?repository_url=a%se");
const sorted = (values: string[]) => [...new Set(values)].sort();
const licences = fc.array(licence, { maxLength: 3 }).map(sorted);

const details: fc.Arbitrary<ComponentDetails> = plainRecord({
  type: fc.constantFrom(...componentTypes),
  name,
  group: textOrNull,
  purls: fc.array(purl, { maxLength: 3 }),
  cpes: fc.array(fc.oneof(text, fc.constantFrom("cpe:2.3:a:a:b:1:*:*:*:*:*:*:*", "cpe:/a:a:b:1")), { maxLength: 3 }).map(sorted),
  supplier: textOrNull,
  author: textOrNull,
  contacts: fc.array(text, { maxLength: 2 }).map(sorted),
  licences: plainRecord({ declared: licences, concluded: licences, observed: licences }),
  copyright: textOrNull,
  description: textOrNull,
  hashes: fc.array(hash, { maxLength: 5 }),
  distributionHashes: fc.array(hash, { maxLength: 2 }),
  sourcePackage: fc.option(plainRecord({ name: text, version: textOrNull })),
  distro: textOrNull,
  epoch: fc.option(fc.nat({ max: 9 })),
  duplicateOf: fc.option(purl),
  fileName: textOrNull,
  traits: plainRecord({ executable: truth, archive: truth, structured: truth }),
  isExternal: fc.boolean(),
  downloadUrl: url,
  homepageUrl: url,
  repositoryUrl: url,
}).map((some) => ({ ...newDetails("library", "", null), ...some }));

const component = fc
  .tuple(
    identity,
    fc.constantFrom(...componentScopes),
    details,
    fc.option(fc.uniqueArray(hex(64), { minLength: 1, maxLength: 3 }).map((values) => values.sort().join(" "))),
  )
  .map(([{ ecosystem, name: called, version, release }, scope, said, sha256]) => {
    const key = [ecosystem, called, version, release].join("\0");
    const found: Component = { ecosystem, name: called, version, release, key, scope, sha256 };
    const own = purlOf(found);
    return { component: found, details: settleDetails({ ...said, purls: [...new Set([...(own === null ? [] : [own]), ...said.purls])] }) };
  });

const skipped: fc.Arbitrary<Bom["accounting"]["skipped"]> = fc.constantFrom([], [], [{ reason: "no_name", count: 2 }], [{ reason: "file", count: 1 }]);

const origin: fc.Arbitrary<Bom["origin"]> = plainRecord({
  authors: fc.array(plainRecord({ name: textOrNull, contact: textOrNull }), { maxLength: 2 }),
  supplier: textOrNull,
  tools: fc.constant([]),
  lifecycles: fc.array(text, { maxLength: 2 }),
  licences: fc.array(licence, { maxLength: 2 }),
  licenceNames: fc.array(plainRecord({ id: text, name: text }), { maxLength: 2 }),
});

const places = [0, 1, 2, 3, 4, 5, 6, 7];
const place = fc.constantFrom(...places);

type Edges = [from: number, to: number][];
const edges: fc.Arbitrary<Edges> = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.tuple(place, place), { maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constant<Edges>([]) },
  // All of them in a circle, and each on each.
  { weight: 1, arbitrary: fc.constant<Edges>(places.map((from) => [from, (from + 1) % places.length])) },
  { weight: 1, arbitrary: fc.constant<Edges>(places.flatMap((from) => places.map((to): Edges[number] => [from, to]))) },
);

/** Models as a reader could have made them of some document, however odd. */
export const models: fc.Arbitrary<Bom> = plainRecord({
  found: fc.uniqueArray(component, { maxLength: 8, selector: ({ component: { key } }) => key }),
  edges,
  direct: fc.array(place, { maxLength: 4 }),
  root: fc.option(plainRecord({ name: text, version: textOrNull, purl: fc.option(fc.constantFrom("pkg:generic/subject@1", "not a purl")) })),
  rootDetails: fc.option(details),
  services: fc.array(
    plainRecord({ ref: textOrNull, name: text, group: textOrNull, version: textOrNull, provider: textOrNull, endpoints: fc.array(text, { maxLength: 2 }) }),
    { maxLength: 2 },
  ),
  createdAt: fc.constantFrom(null, "2026-03-01T10:00:00.000Z", "2026-03-01T10:00:00.123Z"),
  generator: fc.option(text),
  origin,
  completeness: fc.constantFrom(null, ...completenesses),
  skipped,
}).map(({ found, edges, direct, root, rootDetails, services, createdAt, generator, origin, completeness, skipped }) => {
  const inOrder = found.sort((a, b) => (a.component.key < b.component.key ? -1 : 1));
  const isThere = (place: number) => place < inOrder.length;
  const some = edges.filter(([from, to]) => isThere(from) && isThere(to));
  const top = direct.filter(isThere);
  const { graph } = buildGraph(inOrder.length, {
    from: [...some.map(([from]) => from), ...top.map(() => -1)],
    to: [...some.map(([, to]) => to), ...top],
    containers: [],
    contained: [],
    groups: new Set(),
  });
  return {
    format: "cyclonedx-json",
    specVersion: "1.6",
    serialNumber: null,
    generator,
    createdAt,
    root,
    components: inOrder.map((entry) => entry.component),
    services,
    details: inOrder.map((entry) => entry.details),
    rootDetails: root === null ? null : rootDetails,
    origin,
    graph,
    accounting: {
      total: inOrder.length,
      taken: inOrder.length,
      merged: 0,
      skipped,
      files: 0,
      services: services.length,
      withoutPurl: 0,
      withoutVersion: 0,
    },
    completeness,
    warnings: [],
  };
});
