import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { valid } from "@renovatebot/pep440";
import { describe, expect, it } from "vitest";
import { type VersionScheme, versionKey } from "./scheme";

const folder = join(import.meta.dirname, "../../../shared/corpus/vectors/osv-scalibr-semantic");
const schemeOfFile: Record<string, VersionScheme> = { semver: "semver", pypi: "pep440", maven: "maven", debian: "dpkg", redhat: "rpm", alpine: "apk" };

if (!existsSync(folder)) console.info("published version comparisons are absent: skipped");
describe.skipIf(!existsSync(folder))("published comparisons", () => {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => (file.split("-")[0] ?? "") in schemeOfFile) : [];
  for (const file of files) {
    it(file, () => {
      const scheme = schemeOfFile[file.split("-")[0] ?? ""] as VersionScheme;
      const wrong: string[] = [];
      for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
        const fact = /^(?!\/\/|#)(.*?) ([<=>]) (.*)$/.exec(line.trim());
        if (!fact) continue;
        const [, a = "", sign, b = ""] = fact;
        const [ka, kb] = [versionKey(scheme, a), versionKey(scheme, b)];
        // Versions from before PEP 440 have no order that anyone still defines: refusing them is the right answer.
        if (scheme === "pep440" && (!valid(a) || !valid(b))) {
          if (ka && kb) wrong.push(`${line}   not refused`);
        } else if (!ka || !kb) wrong.push(`${line}   refused ${!ka ? a : ""} ${!kb ? b : ""}`);
        else {
          const got = "<=>"[Math.sign(Buffer.compare(ka, kb)) + 1];
          if (got !== sign) wrong.push(`${line}   got ${got}`);
        }
      }
      expect(wrong).toEqual([]);
    }, 60_000);
  }
});
