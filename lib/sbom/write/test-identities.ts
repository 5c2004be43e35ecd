import fc from "fast-check";
import { knownPurl, unidentified } from "../identity-cache";
import { exceedsBytes, nameBytesMax, versionBytesMax } from "../text";
import { plainRecord, text } from "./test-values";

/** A name that a reader takes. */
export const name = text.filter((value) => value !== "" && !exceedsBytes(value, nameBytesMax));

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

/** What makes a package version itself, in many ecosystems and in none. */
export const identity = fc.oneof(
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
