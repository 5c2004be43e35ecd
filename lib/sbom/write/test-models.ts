import fc from "fast-check";
import { purlOf } from "@/lib/purl";
import { buildGraph } from "../build-graph";
import { newDetails, settleDetails } from "../component-details";
import { type Bom, type Component, type ComponentDetails, completenesses, componentScopes, componentTypes } from "../model";
import { cleanText } from "../text";

const plainRecord = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true });

/** Text as documents hold it: plain, with markup, controls, line ends and spaces where nobody expects them. */
const text = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom("NOASSERTION", "NONE", " a  b ", "<text>", "</text>", "a\nPackageName: b", "\u0085", "\u2028", "&amp;", "\ufffe", "wherein:x=1", "é", "😀"),
  )
  .map(cleanText);
const textOrNull = fc.option(text);
const name = text.filter((value) => value !== "" && value.length < 100);
const hex = (length: number) => fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
const hash = fc.oneof(
  hex(64).map((value) => ({ algorithm: "SHA-256", value })),
  hex(40).map((value) => ({ algorithm: "SHA-1", value })),
  hex(8).map((value) => ({ algorithm: "ADLER32", value })),
  hex(64).map((value) => ({ algorithm: "Streebog-256", value })),
);
const licence = fc.oneof(
  text.filter((value) => value !== ""),
  fc.constantFrom("MIT", "GPL-2.0-only WITH Classpath-exception-2.0", "MIT OR (Apache-2.0 AND Zlib)", "LicenseRef-x", "Some licence"),
);
const url = fc.option(fc.oneof(text, fc.constantFrom("https://example.org/a b", "https://example.org/x#y", "git+ssh://git@host/x.git", "git@host:x/y")));
const purl = fc.constantFrom("pkg:npm/other@1", "pkg:maven/g/a@1?type=jar", "pkg:deb/debian/x@1?arch=amd64");
const sorted = (values: string[]) => [...new Set(values)].sort();
const licences = fc.array(licence, { maxLength: 3 }).map(sorted);

const details: fc.Arbitrary<ComponentDetails> = plainRecord({
  type: fc.constantFrom(...componentTypes),
  name,
  group: textOrNull,
  purls: fc.array(purl, { maxLength: 2 }),
  cpes: fc.array(fc.oneof(text, fc.constantFrom("cpe:2.3:a:a:b:1:*:*:*:*:*:*:*", "cpe:/a:a:b:1")), { maxLength: 3 }).map(sorted),
  supplier: textOrNull,
  author: textOrNull,
  contacts: fc.array(text, { maxLength: 2 }).map(sorted),
  licences: plainRecord({ declared: licences, concluded: licences, observed: licences }),
  copyright: textOrNull,
  description: textOrNull,
  hashes: fc.array(hash, { maxLength: 3 }),
  sourcePackage: fc.option(plainRecord({ name: text, version: textOrNull })),
  distro: textOrNull,
  epoch: fc.option(fc.nat({ max: 9 })),
  fileName: textOrNull,
  isExternal: fc.boolean(),
  downloadUrl: url,
  homepageUrl: url,
  repositoryUrl: url,
}).map((some) => ({ ...newDetails("library", "", null), ...some }));

const identity = fc.oneof(
  plainRecord({ ecosystem: fc.constant("unidentified"), name, version: text, release: fc.constant("") }),
  plainRecord({
    ecosystem: fc.constantFrom("npm", "pypi", "cargo"),
    name: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z]$/),
    version: text,
    release: fc.constant(""),
  }),
  plainRecord({
    ecosystem: fc.constant("deb"),
    name: fc.constantFrom("debian/a", "debian/b"),
    version: fc.constantFrom("1.0-1", "2:1.0-1"),
    release: fc.constantFrom("debian-12", ""),
  }),
);

const component = fc
  .tuple(identity, fc.constantFrom(...componentScopes), details, fc.option(hex(64)))
  .map(([{ ecosystem, name: called, version, release }, scope, said, sha256]) => {
    const key = [ecosystem, called, version, release].join("\0");
    const found: Component = { ecosystem, name: called, version, release, key, scope, sha256 };
    const own = purlOf(found);
    return { component: found, details: settleDetails({ ...said, purls: own === null ? [] : [...new Set([own, ...said.purls])] }) };
  });

/** Models as a reader could have made them of some document, however odd. */
export const models: fc.Arbitrary<Bom> = plainRecord({
  found: fc.uniqueArray(component, { maxLength: 8, selector: ({ component: { key } }) => key }),
  edges: fc.array(fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 7 })), { maxLength: 12 }),
  direct: fc.array(fc.nat({ max: 7 }), { maxLength: 4 }),
  root: fc.option(plainRecord({ name: text, version: textOrNull, purl: fc.option(fc.constantFrom("pkg:generic/subject@1", "not a purl")) })),
  rootDetails: fc.option(details),
  services: fc.array(
    plainRecord({ ref: textOrNull, name: text, group: textOrNull, version: textOrNull, provider: textOrNull, endpoints: fc.array(text, { maxLength: 2 }) }),
    { maxLength: 2 },
  ),
  createdAt: fc.constantFrom(null, "2026-03-01T10:00:00.000Z", "2026-03-01T10:00:00.123Z"),
  generator: fc.option(text),
  completeness: fc.constantFrom(null, ...completenesses),
  skipped: fc.constantFrom([], [], [{ reason: "no_name" as const, count: 2 }], [{ reason: "file" as const, count: 1 }]),
}).map(({ found, edges, direct, root, rootDetails, services, createdAt, generator, completeness, skipped }) => {
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
    origin: { authors: [], supplier: null, tools: [], lifecycles: [], licences: [], licenceNames: [] },
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
