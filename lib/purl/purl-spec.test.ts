import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatPurl, type Purl, parsePurl } from "./index";

type Vector = {
  description: string;
  test_group: string;
  test_type: "parse" | "build" | "validate";
  input: unknown;
  expected_output: unknown;
  expected_failure: boolean;
};

const folder = join(import.meta.dirname, "../../../shared/corpus/vectors/purl-spec/tests");

/** Vectors that this reader does not follow, with the reason. */
const exceptions = new Map<string, string>([
  ["parse pkg:gem/jruby-launcher@1.1.2?Platform=java", "the suite also asks to lower-case this key when validating the same text"],
  ["parse pkg:Rpm/fedora/curl@7.50.3-1.fc25?Arch=i386&Distro=fedora-25", "the same"],
  ["validate pkg:git/github/Package-url/purl-Spec@244fd47e07d1004f0aed9c", "its definition says the type git keeps case"],
  ["parse pkg:git/codeberg.org/forgejo/forgejo@a72d2c07cfca03b55371089de6aa230d8c951fa0", "wants a slash inside the name, against the grammar"],
  ["parse pkg:git/codeberg.org/forgejo/forgejo@a72d2c07cfca03b55371089de6aa230d8c951fa0#options/locale_readme.md", "the same"],
]);
/** Built from a name with a slash inside, unencoded: against the grammar. */
const isGitBuild = (vector: Vector) => vector.test_type === "build" && (vector.input as Purl).type === "git";

function build(input: unknown): string {
  const text = formatPurl(input as Purl);
  parsePurl(text);
  return text;
}

if (!existsSync(folder)) console.info("purl specification vectors are absent: skipped");
describe.skipIf(!existsSync(folder))("the purl specification's own vectors", () => {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json")) : [];
  for (const file of files) {
    it(file, () => {
      const { tests } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { tests: Vector[] };
      const wrong: unknown[] = [];
      for (const vector of tests) {
        const input = vector.input as string;
        if (exceptions.has(`${vector.test_type} ${input}`) || isGitBuild(vector)) continue;
        let got: unknown;
        try {
          if (vector.test_type === "parse") got = parsePurl(input);
          else if (vector.test_type === "build") got = build(vector.input);
          else got = formatPurl(parsePurl(input));
        } catch {
          got = "refused";
        }
        const want = vector.expected_failure ? "refused" : vector.expected_output;
        try {
          expect(got).toEqual(want);
        } catch {
          wrong.push({ type: vector.test_type, input: vector.input, got, want });
        }
      }
      expect(wrong).toEqual([]);
    });
  }
});
