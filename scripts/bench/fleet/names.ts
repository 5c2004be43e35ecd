import type { Random } from "../random";
import type { FleetEcosystem } from "./dictionary";

const starts = [
  "ac",
  "ba",
  "ca",
  "co",
  "da",
  "di",
  "el",
  "ex",
  "fa",
  "fi",
  "gl",
  "gr",
  "ha",
  "in",
  "is",
  "ja",
  "js",
  "ke",
  "la",
  "li",
  "lo",
  "ma",
  "me",
  "mi",
  "no",
  "ob",
  "pa",
  "po",
  "qu",
  "ra",
  "re",
  "sa",
  "se",
  "st",
  "ta",
  "to",
  "un",
  "va",
  "we",
  "ze",
];
const middles = ["b", "cke", "da", "ffi", "gra", "ji", "lo", "ma", "nde", "po", "qua", "ri", "ssa", "ti", "ver", "xo", "zi"];
const ends = ["ble", "der", "dash", "fy", "ger", "kit", "let", "lib", "mon", "ner", "ro", "sh", "ter", "tion", "tor", "um", "ware", "x"];
const suffixes = ["core", "utils", "client", "server", "parser", "loader", "plugin", "types", "api", "common", "stream", "cache", "http", "json", "helpers"];

/** The most used names: short and known, so that a run can be read by people. */
const famous: Record<FleetEcosystem, readonly string[]> = {
  npm: ["tslib", "lodash", "ms", "debug", "semver", "chalk", "react", "minimist", "qs", "axios", "express", "uuid", "@babel/core", "@types/node", "ws"],
  maven: [
    "org.slf4j:slf4j-api",
    "com.fasterxml.jackson.core:jackson-databind",
    "org.apache.logging.log4j:log4j-core",
    "org.springframework:spring-core",
    "com.google.guava:guava",
    "commons-io:commons-io",
    "org.yaml:snakeyaml",
  ],
  pypi: ["requests", "urllib3", "certifi", "idna", "numpy", "setuptools", "pyyaml", "jinja2", "cryptography"],
  golang: ["golang.org/x/sys", "golang.org/x/net", "golang.org/x/crypto", "github.com/pkg/errors", "google.golang.org/grpc"],
  deb: ["debian/zlib1g", "debian/openssl", "debian/libc6", "debian/bash", "debian/xz-utils", "debian/curl"],
};

/** npm scopes that publish hundreds of packages each. */
const scopes =
  "babel types aws-sdk acme angular storybook smithy jest opentelemetry radix-ui esbuild swc azure google-cloud nestjs tiptap lexical ckeditor parcel docusaurus".split(
    " ",
  );

/** A name that is not taken yet; the lowest ranks have well-known ones. */
export function nameOf(random: Random, ecosystem: FleetEcosystem, rank: number, taken: Set<string>): string {
  const known = famous[ecosystem][rank];
  for (let attempt = 0; ; attempt++) {
    const name = (attempt === 0 && known) || madeUp(random, ecosystem, attempt > 2);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

function madeUp(random: Random, ecosystem: FleetEcosystem, longer: boolean): string {
  switch (ecosystem) {
    case "npm":
      if (random.chance(0.14)) return `@${scopes[Math.floor(scopes.length * random.next() ** 1.2)]}/${compound(random, true)}`;
      return random.chance(0.1) ? `@${word(random)}/${compound(random, longer)}` : compound(random, longer);
    case "maven":
      return `${random.pick(["org", "com", "io"])}.${word(random)}:${compound(random, longer)}-${random.pick(suffixes)}`;
    case "pypi":
      return compound(random, longer);
    case "golang":
      return `github.com/${word(random)}/${compound(random, longer)}`;
    case "deb":
      return `debian/lib${compound(random, longer)}${1 + random.below(9)}`;
  }
}

function compound(random: Random, longer: boolean): string {
  const first = word(random);
  if (!longer && random.chance(0.3)) return first;
  const second = random.chance(0.5) ? random.pick(suffixes) : word(random);
  return longer ? `${first}-${second}-${word(random)}` : `${first}-${second}`;
}

function word(random: Random): string {
  return random.pick(starts) + (random.chance(0.6) ? random.pick(middles) : "") + random.pick(ends);
}
