import deprecatedLicenceIds from "spdx-license-ids/deprecated.json" with { type: "json" };
import spdxLicenceIds from "spdx-license-ids/index.json" with { type: "json" };
import { exceptionIds } from "./exception-ids";

const licenceIds = new Set([...spdxLicenceIds, ...deprecatedLicenceIds]);
const reference = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/;
const token = /\s*([()]|[^\s()]+)/y;

/** Nobody said anything, or somebody said that there is nothing: not the name of a licence. */
export function isNoLicence(text: string): boolean {
  return text === "NOASSERTION" || text === "NONE";
}

/**
 * True for a text that is a licence expression by SPDX 2.3, annex D (operators in upper case, ids as listed). Reads it once, with a count of
 * open brackets instead of a stack.
 */
export function isLicenceExpression(text: string): boolean {
  let open = 0;
  let expected: "licence" | "operator" | "exception" = "licence";
  let mayHaveException = false;
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const word = match[1] as string;
    if (expected === "licence") {
      if (word === "(") open += 1;
      else if (!isSimple(word)) return false;
      else {
        expected = "operator";
        mayHaveException = true;
      }
      continue;
    }
    if (expected === "exception") {
      if (!exceptionIds.has(word)) return false;
      expected = "operator";
    } else if (word === ")") {
      open -= 1;
      if (open < 0) return false;
    } else if (word === "AND" || word === "OR") expected = "licence";
    else if (word === "WITH" && mayHaveException) expected = "exception";
    else return false;
    mayHaveException = false;
  }
  return open === 0 && expected === "operator";
}

/** The references `LicenseRef-...` of this document in an expression. */
export function referencesIn(expression: string): string[] {
  return expression.match(/(?<![A-Za-z0-9.:-])LicenseRef-[A-Za-z0-9.-]+/g) ?? [];
}

function isSimple(word: string): boolean {
  return licenceIds.has(word) || reference.test(word) || (word.endsWith("+") && licenceIds.has(word.slice(0, -1)));
}
