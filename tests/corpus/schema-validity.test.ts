import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeDocument } from "@/lib/sbom";
import { findDocument } from "@/lib/sbom/find-document";
import { validateDocument } from "@/lib/sbom/validate/validate-document";
import { WarningSink } from "@/lib/sbom/warnings";
import { inTurn } from "./share";

const corpus = resolve(import.meta.dirname, "../../../shared/corpus/sboms");
const isPresent = existsSync(join(corpus, "MANIFEST.tsv"));
if (!isPresent) process.stderr.write("The corpus of real SBOMs is not here (../shared/corpus): its tests are skipped.\n");

const bytesMax = 64 * 1_048_576;
type Row = { file: string; format: string; schemaValid: string };
const rows: Row[] = isPresent
  ? readFileSync(join(corpus, "MANIFEST.tsv"), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => {
        const columns = line.split("\t");
        return { file: columns[0] ?? "", format: columns[4] ?? "", schemaValid: columns[10] ?? "" };
      })
  : [];
const judged = rows.filter(({ format, schemaValid }) => /^(cyclonedx-(json|xml)|spdx-json) /.test(format) && (schemaValid === "yes" || schemaValid === "no"));

/** The manifest's own tool did not judge `uniqueItems`; these have equal components. */
const withEqualItems = /invalid-component-ref-1\.[234]\.json$|sbom\.cyclonedx-duplicated\.json$|validate-err-components-unique-items-1\.json$/;
/** Without `bomFormat` nothing says that they are SBOMs; they are refused before. */
const isRefused = /invalid-bomformat-1\.\d\.json$|test-cdx-bom-format-invalid\.json$/;

async function validityOf(file: string): Promise<string> {
  const bytes = await decodeDocument(readFileSync(join(corpus, file)), { bytesMax });
  return validateDocument(bytes, findDocument(bytes, new WarningSink())).kind;
}

describe.skipIf(!isPresent)("schema validity", () => {
  it("is known for more than a thousand documents", () => expect(judged.length).toBeGreaterThan(1_000));

  it.each(inTurn(judged.filter(({ file }) => !isRefused.test(file))))("is as known: $file", async ({ file, schemaValid }) => {
    expect(await validityOf(file)).toBe(schemaValid === "yes" && !withEqualItems.test(file) ? "valid" : "invalid");
  });

  it.each(judged.filter(({ file }) => isRefused.test(file)))("is not asked of what is no SBOM: $file", async ({ file }) => {
    await expect(validityOf(file)).rejects.toMatchObject({ reason: "not_an_sbom" });
  });
});
