import { Composer, type Document, LineCounter, Parser } from "yaml";
import { WhereinError } from "@/lib/errors";
import { isObject, type JsonObject } from "../../json";
import type { Places } from "../../places/places";
import type { WarningSink } from "../../warnings";
import { splitYaml, type YamlPiece } from "./split-yaml";
import { toPlain, UnresolvedAlias } from "./to-plain";
import { TooMuchWork, WorkBudget } from "./work-budget";

/** A tree of YAML takes some fifty times the memory of its text: long documents are read piece by piece. */
const pieceChars = 262_144;
const undividedCharsMax = 4_194_304;
/** They take about a quarter of a minute; as JSON they take a second. */
const nodesMax = 3_000_000;

/** Every scalar but null and booleans is text: an unquoted version 1.10 is not the number 1.1. */
const options = { schema: "failsafe", customTags: ["null", "bool"], uniqueKeys: false, prettyErrors: false, logLevel: "error" } as const;

/**
 * The value of a YAML document that holds one mapping; the line of each mapping and list in it goes to `places`. Throws `invalid` (`yaml_invalid` with the line, `yaml_too_deep`,
 * `yaml_aliases`) or `too_large` (`yaml_too_large`) for three million values, or 4 MiB that cannot be read in pieces.
 */
export function readYaml(text: string, sink: WarningSink, places: Places, pieceCharsMax = pieceChars): JsonObject {
  const reading = { sink, places, budget: new WorkBudget() };
  try {
    return readPieces(splitYaml(text, pieceCharsMax), reading);
  } catch (error) {
    if (!(error instanceof UnresolvedAlias)) throw error;
    // The anchor may stand in another piece.
    return readWhole(text, reading);
  }
}

/** What goes through the reading of all pieces. */
type Reading = { sink: WarningSink; places: Places; budget: WorkBudget };

function readPieces(pieces: Iterable<YamlPiece>, reading: Reading): JsonObject {
  const members = new Map<string, unknown>();
  let read = 0;
  for (const piece of pieces) {
    const { value, nodes } = readPiece(piece, reading);
    read += nodes;
    if (read > nodesMax) throw tooLarge();
    if (piece.list !== null) {
      if (!Array.isArray(value)) throw notYaml(piece.line, "items of a list were expected");
      const list = members.get(piece.list);
      if (Array.isArray(list)) for (const item of value) list.push(item);
      else members.set(piece.list, value);
    } else if (isObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        if (members.has(name)) reading.sink.add("yaml_key_repeated", () => `line ${piece.line}`);
        members.set(name, inner);
      }
    } else if (value !== null) throw notYaml(piece.line, "names with values were expected");
  }
  return Object.fromEntries(members);
}

function readWhole(text: string, reading: Reading): JsonObject {
  try {
    return readPieces([{ list: null, text, line: 1 }], reading);
  } catch (error) {
    if (!(error instanceof UnresolvedAlias)) throw error;
    const detail = `The alias *${error.message.slice(0, 40)} leads to nothing. Let your tool write the document without aliases.`;
    throw new WhereinError("invalid", detail, { reason: "yaml_aliases" });
  }
}

function readPiece({ text, line }: YamlPiece, { sink, places, budget }: Reading): { value: unknown; nodes: number } {
  if (text.length > undividedCharsMax) throw tooLarge();
  const lineCounter = new LineCounter();
  const lineOf = (offset: number) => line + Math.max(lineCounter.linePos(offset).line, 1) - 1;
  const parsed = parsePiece(text, lineCounter, budget, lineOf);
  const fault = parsed.errors[0];
  if (fault !== undefined) {
    if (fault.code === "RESOURCE_EXHAUSTION") throw tooDeep(lineOf(fault.pos[0]));
    throw notYaml(lineOf(fault.pos[0]), fault.message);
  }
  return toPlain(
    parsed.contents,
    (oddity, offset) => sink.add(`yaml_${oddity}`, () => `line ${lineOf(offset)}`),
    (made, offset) => places.add(made, lineOf(offset)),
  );
}

/** As the library's `parseDocument`, which has no limits. */
function parsePiece(text: string, lineCounter: LineCounter, budget: WorkBudget, lineOf: (offset: number) => number): Document.Parsed {
  lineCounter.addNewLine(0);
  const composer = new Composer({ ...options, customTags: [...options.customTags], lineCounter });
  let first: Document.Parsed | null = null;
  try {
    for (const document of composer.compose(budget.tokensOf(text, new Parser(lineCounter.addNewLine)), true, text.length)) {
      if (first !== null) throw notYaml(lineOf(document.range[0]), "another document begins; send each by itself");
      first = document;
    }
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    throw error.kind === "deep" ? tooDeep(lineOf(error.offset)) : tooLarge();
  }
  // The composer always makes one, also of nothing.
  return first as unknown as Document.Parsed;
}

function notYaml(line: number, what: string): WhereinError {
  const said = what.slice(0, 200).replace(/\.$/, "");
  return new WhereinError("invalid", `The document is not valid YAML at line ${line}: ${said}. Let your tool write it again, or as JSON.`, {
    reason: "yaml_invalid",
    errors: [{ pointer: "", detail: `line ${line}: ${said}.` }],
  });
}

function tooLarge(): WhereinError {
  return new WhereinError("too_large", "This YAML document is larger than what is read of YAML. Let your tool write it as JSON.", {
    reason: "yaml_too_large",
  });
}

function tooDeep(line: number): WhereinError {
  return new WhereinError("invalid", `The YAML at line ${line} is nested deeper than any real SBOM. Let your tool write it as JSON.`, {
    reason: "yaml_too_deep",
    errors: [{ pointer: "", detail: `line ${line}: nested too deep.` }],
  });
}
