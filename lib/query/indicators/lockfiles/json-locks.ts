import type { ListFormat } from "../indicator";
import { itemsOf, type JsonMember, type JsonNode, memberOf, textOf } from "../json/scan-json";
import type { Draft } from "../read-blocks";
import { localEntry, lockEntry } from "./lock-entry";

type JsonLock = { format: ListFormat; test: (root: JsonNode) => boolean; read: (root: JsonNode) => Draft[] };

const has = (root: JsonNode, key: string, kind?: JsonNode["kind"]) => {
  const found = memberOf(root, key);
  return found !== null && (kind === undefined || found.kind === kind);
};
const membersOf = (node: JsonNode | null): readonly JsonMember[] => (node?.kind === "object" ? node.members : []);

/** Lock files that are JSON, by what they hold. */
export const jsonLocks: readonly JsonLock[] = [
  {
    format: "npm-lock",
    test: (root) => has(root, "lockfileVersion") && (has(root, "packages", "object") || has(root, "dependencies", "object")),
    read: readNpm,
  },
  {
    format: "pipfile-lock",
    test: (root) => has(root, "_meta", "object") && (has(root, "default", "object") || has(root, "develop", "object")),
    read: readPipfile,
  },
  { format: "composer-lock", test: (root) => has(root, "content-hash") && has(root, "packages", "array"), read: readComposer },
];

/** Version 3 and 2 list paths, version 1 nests dependencies; where both are there the paths say all. */
function readNpm(root: JsonNode): Draft[] {
  const packages = membersOf(memberOf(root, "packages"));
  if (packages.length === 0) return nested(memberOf(root, "dependencies"));
  return packages.flatMap(({ key, line, value }) => {
    const cut = key.lastIndexOf("node_modules/");
    const name = textOf(memberOf(value, "name")) || (cut < 0 ? key || "the project" : key.slice(cut + "node_modules/".length));
    // The root, workspaces, links to them, and archives on a disk.
    const isLocal = cut < 0 || textOf(memberOf(value, "link")) === "true" || textOf(memberOf(value, "resolved")).startsWith("file:");
    if (isLocal) return localEntry(line, name);
    return lockEntry(line, "npm", name, textOf(memberOf(value, "version")));
  });
}

function nested(dependencies: JsonNode | null): Draft[] {
  return membersOf(dependencies).flatMap(({ key, line, value }) => {
    const version = textOf(memberOf(value, "version"));
    const alias = /^npm:(@?[^@]+)@(.+)$/.exec(version);
    const own = lockEntry(line, "npm", alias?.[1] ?? key, alias?.[2] ?? version);
    return [own, ...nested(memberOf(value, "dependencies"))];
  });
}

function readPipfile(root: JsonNode): Draft[] {
  return ["default", "develop"].flatMap((section) =>
    membersOf(memberOf(root, section)).map(({ key, line, value }) => lockEntry(line, "pypi", key, textOf(memberOf(value, "version")).replace(/^={2,3}/, ""))),
  );
}

function readComposer(root: JsonNode): Draft[] {
  return ["packages", "packages-dev"].flatMap((section) =>
    itemsOf(memberOf(root, section)).map((item) => lockEntry(item.line, "composer", textOf(memberOf(item, "name")), textOf(memberOf(item, "version")))),
  );
}
