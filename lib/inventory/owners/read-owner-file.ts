import { Composer, type Document, isScalar, LineCounter, Parser, visit } from "yaml";
import type { ZodError } from "zod";
import { type InputFault, WhereinError } from "@/lib/errors";
import { TooMuchWork, WorkBudget } from "@/lib/sbom/spdx/yaml/work-budget";
import { type OwnerFile, ownerFileSchema } from "./schemas";

/** An owner file that was read; `lineOf` tells where an entry begins. */
export type ReadOwnerFile = { file: OwnerFile; lineOf: (path: readonly (string | number)[]) => number | null };

/**
 * Reads YAML, or JSON, which is YAML too. Throws `invalid` with a JSON pointer and the line for each fault. Aliases are refused, since a short
 * file could be a large one, and so is a name that stands twice, of which YAML itself would drop one.
 */
export function readOwnerFile(text: string): ReadOwnerFile {
  const lines = new LineCounter();
  const at = (offset: number, detail: string, code: string) => ({ pointer: "", detail: `Line ${lines.linePos(offset).line}: ${detail}`, code });
  const document = parse(text, lines, at);
  const broken = document.errors.map(({ message, pos }) => at(pos[0], message.slice(0, 200), "syntax"));
  if (broken.length > 0) throw unreadable(broken);
  const oddities = odditiesOf(document, at);
  if (oddities.length > 0) throw unreadable(oddities);
  const lineOf = (path: readonly (string | number)[]) => lineIn(document, lines, path);
  const result = ownerFileSchema.safeParse(document.toJS() ?? {});
  if (!result.success) throw unreadable(faultsOf(result.error, lineOf));
  return { file: result.data, lineOf };
}

type At = (offset: number, detail: string, code: string) => InputFault;

/** As the library's `parseDocument`, with a limit for what may be asked of it. */
function parse(text: string, lines: LineCounter, at: At): Document.Parsed {
  lines.addNewLine(0);
  const composer = new Composer({ version: "1.2", schema: "core", uniqueKeys: false, prettyErrors: false, logLevel: "error", lineCounter: lines });
  try {
    const [first, second] = composer.compose(new WorkBudget().tokensOf(text, new Parser(lines.addNewLine)), true, text.length);
    if (second) throw unreadable([at(second.range[0], "Another document begins; send one", "several_documents")]);
    // The composer always makes one, also of nothing.
    return first as unknown as Document.Parsed;
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    throw unreadable([at(error.offset, error.kind === "deep" ? "Nested deeper than an owner file is" : "More signs than an owner file has", "too_much")]);
  }
}

function odditiesOf(document: Document.Parsed, at: At): InputFault[] {
  const faults: InputFault[] = [];
  visit(document, {
    Alias: (_, { range, source }) => {
      faults.push(at(range?.[0] ?? 0, `The alias *${source.slice(0, 40)}: write it out`, "alias"));
    },
    Map: (_, { items }) => {
      const names = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key;
        if (names.has(name)) faults.push(at((isScalar(key) && key.range?.[0]) || 0, `"${String(name).slice(0, 40)}" stands here twice`, "repeated"));
        names.add(name);
      }
    },
  });
  return faults;
}

function lineIn(document: Document.Parsed, lines: LineCounter, path: readonly (string | number)[]): number | null {
  // Of what is missing the line is that of what it is missing in.
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}

const pointerOf = (path: readonly PropertyKey[]): string => path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** The fault with the line that its entry stands in. */
export function faultAt(path: readonly (string | number)[], detail: string, code: string, lineOf: ReadOwnerFile["lineOf"]): InputFault {
  const line = lineOf(path);
  return { pointer: pointerOf(path), detail: line === null ? detail : `Line ${line}: ${detail}`, code };
}

function faultsOf(error: ZodError, lineOf: ReadOwnerFile["lineOf"]): InputFault[] {
  return error.issues.map((issue) =>
    faultAt(
      issue.path.filter((key) => typeof key !== "symbol"),
      issue.message,
      issue.code,
      lineOf,
    ),
  );
}

/** `invalid` with its faults; the detail says the first ones. */
export function unreadable(faults: InputFault[]): WhereinError {
  const told = faults.slice(0, 3).map(({ pointer, detail }) => (pointer === "" ? detail : `${pointer}: ${detail}`));
  const more = faults.length > told.length ? ` And ${faults.length - told.length} more.` : "";
  return new WhereinError("invalid", `The owner file cannot be used. ${told.join("; ")}.${more}`, {
    reason: "owner_file_invalid",
    errors: faults.slice(0, 100),
  });
}
