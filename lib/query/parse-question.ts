import type { Diagnostic, Question, Term } from "./question";
import { readFacet } from "./read-facet";
import { missingVersion, type PackageHead, readHead } from "./read-head";
import { scanTokens, type Token, unshield } from "./scan-tokens";
import { rangeProblem, wantedVersion } from "./wanted-version";

/** Longest text that is read as a question. */
export const questionLengthMax = 2_000;

/**
 * Reads the search grammar. Never throws; whatever cannot be read, or is not available, becomes a diagnostic with its place, and
 * everything else still counts.
 */
export function parseQuestion(text: string): Question {
  const question: Question = { terms: [], facets: {}, diagnostics: [] };
  if (text.length > questionLengthMax) {
    question.diagnostics.push({ code: "question_too_long", message: "A question has at most 2,000 characters.", start: 0, end: text.length });
    return question;
  }
  const { tokens, diagnostics } = scanTokens(text);
  question.diagnostics.push(...diagnostics);
  let at = 0;
  while (at < tokens.length) at = readNext(tokens, at, question);
  question.diagnostics.sort((a, b) => a.start - b.start);
  return question;
}

/** Reads the term or facet at a token and returns the index of the token behind it. */
function readNext(tokens: readonly Token[], at: number, { terms, facets, diagnostics }: Question): number {
  const token = tokens[at];
  if (token === undefined) return at + 1;
  // Between two terms "||" says what is so anyway: terms are alternatives.
  if (/^\|\|?$/.test(token.text) && at > 0 && at + 1 < tokens.length) return at + 1;
  if (readFacet(token, facets, diagnostics)) return at + 1;
  const head = readHead(token.text);
  const { start, end } = token;
  if (head.kind === "fault") diagnostics.push({ code: head.code, message: head.message, start, end });
  else if (head.kind !== "package") terms.push({ ...head, start, end });
  else {
    const { version, next } = gatherVersion(head, tokens, at);
    addPackage(head, version, { start, end: tokens[next - 1]?.end ?? end }, terms, diagnostics);
    if (/^pkg:/i.test(token.text)) reportQualifiers(token, diagnostics);
    return next;
  }
  return at + 1;
}

const comparator = /^(?:[<>]=?|<<|>>|={1,3}|!=|~[>=]?|\^(?:>=)?)(?:v?\d|[*xX](?:$|\.)|$)/;
const versionStart = /^(?:[<>=~^!]{0,3}v?\d|[*([])/;
const isVersionToken = (token: Token | undefined): token is Token => token !== undefined && versionStart.test(token.text) && !token.text.includes("@");

/** The version text of a head together with the tokens behind it that go on with its range. */
function gatherVersion(head: PackageHead, tokens: readonly Token[], at: number): { version: string; next: number } {
  let version = head.version === missingVersion ? "" : head.version;
  let next = at + 1;
  for (;;) {
    const [before, token, after] = [tokens[next - 1], tokens[next], tokens[next + 1]];
    if (token === undefined) break;
    const isOperatorOnly = /^(?:[<>=!~^]+)$/.test(token.text);
    const pipes = /^\|\|?(.*)$/.exec(token.text);
    if (comparator.test(token.text) && !token.text.includes("@")) {
      if (isOperatorOnly && !isVersionToken(after)) break;
      version += ` ${token.text}${isOperatorOnly ? after?.text : ""}`;
      next += isOperatorOnly ? 2 : 1;
    } else if (pipes && version !== "") {
      const operand = pipes[1] === "" ? after : { ...token, text: pipes[1] ?? "" };
      if (!isVersionToken(operand)) break;
      version += ` || ${operand.text}`;
      next += pipes[1] === "" ? 2 : 1;
    } else if (/^&&/.test(token.text) && version !== "") {
      // Hackage's sign for what comparators side by side mean anyway.
      const operand = token.text === "&&" ? after : { ...token, text: token.text.slice(2) };
      if (!isVersionToken(operand)) break;
      version += ` ${operand.text}`;
      next += token.text === "&&" ? 2 : 1;
    } else if (token.text === "-" && version !== "" && isVersionToken(after)) {
      version += ` - ${after.text}`;
      next += 2;
    } else if (version !== "" && isVersionToken(token) && (before?.endsWithComma || /[|<>=~^!-]$/.test(version))) {
      version += `${before?.endsWithComma ? "," : " "}${token.text}`;
      next += 1;
    } else break;
  }
  return { version: version === "" ? head.version : version.trim(), next };
}

function addPackage(head: PackageHead, version: string, place: { start: number; end: number }, terms: Term[], diagnostics: Diagnostic[]): void {
  const { kind, ecosystem, namespace, name } = head;
  if (version === missingVersion) {
    diagnostics.push({ code: "unreadable_token", message: `A version is expected after "${name}@". Without the @ every version is meant.`, ...place });
    return;
  }
  const wanted = wantedVersion(version);
  if (wanted.kind === "range") {
    // It would go on with whatever stands behind it.
    const problem = /[|<>=~^!,-]$/.test(wanted.text) ? "It ends with a sign." : rangeProblem(ecosystem, wanted.text);
    if (problem !== null) {
      diagnostics.push({ code: "range_unreadable", message: `The range "${wanted.text}" of ${name} cannot be read. ${problem}`, ...place });
      return;
    }
  }
  terms.push({ kind, ecosystem, namespace, name, version: wanted, ...place });
}

function reportQualifiers(token: Token, diagnostics: Diagnostic[]): void {
  const [, qualifiers = ""] = /\?([^#]*)/.exec(token.text) ?? [];
  const names = qualifiers
    .split("&")
    .map((pair) => unshield(pair.split("=")[0] ?? ""))
    .filter((name) => name !== "" && name !== "epoch");
  if (names.length === 0) return;
  const message = `The purl's ${names.join(", ").slice(0, 200)} does not narrow the search.`;
  diagnostics.push({ code: "qualifiers_ignored", message, start: token.start, end: token.end });
}
