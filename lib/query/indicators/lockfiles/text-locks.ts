import type { ListFormat } from "../indicator";
import type { Draft } from "../read-blocks";
import { readPnpm, readYarn } from "./node-locks";
import { readGemfile, readGoMod, readGoSum, readTomlPackages } from "./other-locks";
import { readRequirements } from "./requirements";

type TextLock = { format: ListFormat; test: (head: readonly string[], fileName: string) => boolean; read: (lines: readonly string[]) => Draft[] };

const some = (shape: RegExp) => (head: readonly string[]) => head.some((line) => shape.test(line));
const requirementLine = /^[A-Za-z0-9][\w.-]*(?:\[[\w,. -]*\])?\s*(?:==|>=|<=|~=|!=|===|<|>)\s*[\d*][^@:]*$/;

/** Lock files that are no JSON, by their first lines, in this order. */
export const textLocks: readonly TextLock[] = [
  { format: "yarn-lock", test: some(/^# yarn lockfile v1|^__metadata:\s*$/), read: readYarn },
  { format: "pnpm-lock", test: some(/^lockfileVersion: /), read: readPnpm },
  {
    format: "uv-lock",
    test: (head) =>
      some(/^\[\[package\]\]/)(head) && some(/^(?:requires-python|source) = |registry = /)(head) && !some(/^optional = /)(head) && !some(/^source = "/)(head),
    read: readTomlPackages("pypi"),
  },
  {
    format: "poetry-lock",
    test: (head) => some(/^\[\[package\]\]/)(head) && some(/^(?:optional|python-versions|description|groups) = /)(head),
    read: readTomlPackages("pypi"),
  },
  { format: "cargo-lock", test: some(/^\[\[package\]\]/), read: readTomlPackages("cargo") },
  { format: "gemfile-lock", test: (head) => some(/^(?:GEM|PATH|GIT)$/)(head) && some(/^ {2}specs:$/)(head), read: readGemfile },
  { format: "go-sum", test: some(/^\S+ v\S+ h1:[\w+/]+=$/), read: readGoSum },
  { format: "go-mod", test: (head) => some(/^module \S+$/)(head) && some(/^(?:go \d|require )/)(head), read: readGoMod },
  { format: "requirements", test: isRequirements, read: readRequirements },
];

/** Pinned names and nothing else, or the marks of pip: hashes, markers, other files. */
function isRequirements(head: readonly string[], fileName: string): boolean {
  const content = head.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  if (content.some((line) => /^--hash=sha256:|\\$|; (?:python_version|sys_platform|platform_|extra )|^-r \S+\.txt$/.test(line)))
    return content.some((line) => /^[\w.-]+(?:\[[^\]]*\])?\s*[=<>~!]=/.test(line));
  const isNamed = /(?:^|[/\\])[\w.-]*requirements[\w.-]*\.(?:txt|in)$/i.test(fileName);
  return isNamed && content.some((line) => requirementLine.test(line));
}
