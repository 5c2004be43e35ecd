import fc from "fast-check";
import { purlOf } from "@/lib/purl";
import { buildGraph } from "../build-graph";
import { newDetails, settleDetails } from "../component-details";
import { knownPurl, unidentified } from "../identity-cache";
import { type Bom, type Component, type ComponentDetails, completenesses, componentScopes, componentTypes } from "../model";
import { cleanText, exceedsBytes, nameBytesMax, versionBytesMax } from "../text";

const plainRecord = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true });

/** What some format has a meaning for, or no place: markup, ends of lines and texts, other directions, half characters, great length. */
export const uglyTexts = [
  ...["NOASSERTION", "NONE", "none", " a  b ", "", "\t", "a\r\nb\rc\n", "a\nPackageName: b", "SPDXID: SPDXRef-DOCUMENT", "# no comment"],
  ...["<text>", "</text>", "a<TEXT>b</Text>c", "]]>", "<![CDATA[x]]>", "<!-- x -->", "&amp;", "&#0;", "<?xml?>", "a\"b'c\\d", "\\u0041"],
  ...["\u0000", "\u0007\u001b[31m", "\u0085", "\u2028", "\ufeff", "\ufffe", "\ud800", "a\udc00b", "\udc00\ud800", "é", "e\u0301", "😀"],
  ...[
    "\u202eabc\u202c",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u0645\u0631\u062d\u0628\u0627",
    "wherein:x=1",
    'wherein:scope="test"',
    "x".repeat(3_000),
    "\u05d0 ".repeat(400),
  ],
];

/** Text as documents hold it: plain, with markup, controls, line ends and spaces where nobody expects them. */
const text = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: "binary", maxLength: 8 }), fc.constantFrom(...uglyTexts)).map(cleanText);
const textOrNull = fc.option(text);
const name = text.filter((value) => value !== "" && !exceedsBytes(value, nameBytesMax));
const hex = (length: number) => fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
const digits = {
  ...{ MD2: 32, MD4: 32, MD5: 32, MD6: 48, ADLER32: 8, "SHA-1": 40, "SHA-224": 56, "SHA-256": 64, "SHA-384": 96, "SHA-512": 128 },
  ...{ "SHA3-224": 56, "SHA3-256": 64, "SHA3-384": 96, "SHA3-512": 128, "BLAKE2b-256": 64, "BLAKE2b-384": 96, "BLAKE2b-512": 128, BLAKE3: 64 },
  ...{ "Streebog-256": 64, "Streebog-512": 128 },
};
/** Of every algorithm; SHA-256 often, for several of them are told from each other. */
const hash = fc.oneof(
  hex(64).map((value) => ({ algorithm: "SHA-256", value })),
  fc.constantFrom(...Object.entries(digits)).chain(([algorithm, length]) => hex(length).map((value) => ({ algorithm, value }))),
);
const licence = fc.oneof(
  text.filter((value) => value !== ""),
  fc.constantFrom(
    ...["MIT", "GPL-2.0+", "GPL-2.0-only WITH Classpath-exception-2.0", "MIT OR (Apache-2.0 WITH LLVM-exception AND Zlib)", "((MIT))"],
    ...["LicenseRef-x", "LicenseRef-x OR DocumentRef-d:LicenseRef-y", "LicenseRef-wherein-1", "Some licence", "mit", "MIT AND", "NONE", "NOASSERTION"],
  ),
);
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

/** What is no single version, but stands where one is. */
const version = fc.oneof(text, fc.constantFrom(">=1.0 <2", "^1.2.3", "1.x || 2.x", "[1.0,2.0)", "*", "latest", "@VERSION@", "1:2.3-4~rc1+b1", "v1.0.0"));
const short = version.filter((some) => !exceedsBytes(some, versionBytesMax));
/** Of many ecosystems, with namespaces, in the form in which they are read. */
const ofPurl = fc
  .constantFrom(
    ...["pkg:npm/%40scope/name", "pkg:maven/org.example/lib", "pkg:golang/github.com/a/b", "pkg:nuget/Newtonsoft.Json", "pkg:composer/laravel/framework"],
    ...["pkg:rpm/rhel/openssl", "pkg:apk/alpine/zlib", "pkg:oci/image", "pkg:docker/library/nginx", "pkg:github/actions/checkout", "pkg:huggingface/a/b"],
    ...["pkg:generic/some%20thing", "pkg:swift/github.com/a/b", "pkg:cran/A3", "pkg:conan/zlib", "pkg:bitnami/wordpress", "pkg:unheard-of/x"],
  )
  .map((text) => {
    const { ecosystem, name: called } = (knownPurl(text, "") ?? unidentified(text, "")).component;
    return { ecosystem, name: called };
  });

const identity = fc.oneof(
  fc.tuple(ofPurl, short).map(([known, some]) => ({ ...known, version: some, release: "" })),
  plainRecord({ ecosystem: fc.constant("unidentified"), name, version: short, release: fc.constant("") }),
  plainRecord({
    ecosystem: fc.constantFrom("npm", "pypi", "cargo"),
    name: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z]$/),
    version: short,
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
