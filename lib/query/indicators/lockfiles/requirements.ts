import { isPackageName, packageReading, refused } from "../claim";
import { checkLineLength, checkLines } from "../limits";
import type { Draft } from "../read-blocks";
import { readVersions } from "../read-versions";

const place = { ecosystem: "pypi", namespace: null };

/** Every line of a requirements.txt; options, hashes and other files are remarks to us. */
export function readRequirements(lines: readonly string[]): Draft[] {
  checkLines(lines.length);
  return lines.map((text, index) => {
    checkLineLength(text, index + 1);
    return requirement(text, index + 1);
  });
}

function requirement(text: string, line: number): Draft {
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "said", line, text, outcome: "blank", code: null, message: null };
  if (/^[#-]/.test(trimmed)) return { kind: "said", line, text, outcome: "comment", code: null, message: null };
  const entry = (reading: Extract<Draft, { kind: "entry" }>["reading"]): Draft => ({ kind: "entry", line, text, reading, section: null });
  const [wanted = ""] = trimmed.split(/ #|;| --| \\|\\$/);
  const found = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(.*)$/.exec(wanted.trim());
  if (!found?.[1] || !isPackageName(found[1])) return entry(refused("unreadable", "This line of a requirements.txt names no package."));
  const versions = (found[2] ?? "").replace(/^\(([^()]*)\)$/, "$1").trim();
  if (versions.startsWith("@")) return entry(refused("not_published", "It is in no registry: an address stands in place of a version."));
  return entry(packageReading(place, found[1], readVersions(versions, { bracketsAreSpans: false, isSure: true })));
}
