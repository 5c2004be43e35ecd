import { CST, Lexer, type Parser } from "yaml";

/** Collections inside each other; real documents have less than ten. */
const depthMax = 128;

/** What reading a token costs, in about microseconds; with most of it in the tree that is built later. */
const costs: ReadonlyMap<string | null, number> = new Map([
  ["space", 1],
  ["newline", 2],
  ["comment", 3],
  ["tag", 12],
  ["anchor", 6],
  ["alias", 8],
  ["comma", 4],
  ["map-value-ind", 3],
  ["explicit-key-ind", 4],
]);
const costOfOthers = 2;
/** Half a second's work for any document, and beyond it in proportion to the length: real ones take 0.2 to 0.35 for each character. */
const freeCost = 500_000;
const costPerChar = 0.4;
/** No text of a licence is that long. */
const scalarCharsMax = 1_048_576;

/** What makes a text more work than a real document is. `offset` is the place in what is parsed. */
export class TooMuchWork extends Error {
  readonly kind: "deep" | "dense";
  readonly offset: number;
  constructor(kind: "deep" | "dense", offset: number) {
    super(`YAML: too ${kind}`);
    this.kind = kind;
    this.offset = offset;
  }
}

/** The work that a document may still ask for; it counts over all of its pieces. */
export class WorkBudget {
  #left = freeCost;

  /** The parser's tokens of a text, counted before anything is built of them. Throws `TooMuchWork`. */
  *tokensOf(text: string, parser: Parser): Generator<CST.Token, void> {
    this.#left += text.length * costPerChar;
    for (const lexeme of new Lexer().lex(text)) {
      this.#left -= costs.get(CST.tokenType(lexeme)) ?? costOfOthers;
      if (this.#left < 0 || lexeme.length > scalarCharsMax) throw new TooMuchWork("dense", parser.offset);
      yield* parser.next(lexeme);
      if (parser.stack.length > depthMax) throw new TooMuchWork("deep", parser.offset);
    }
    yield* parser.end();
  }
}
