/** A piece of a YAML document that is a document of its own: top-level members, or more items of the top-level list `list`. */
export type YamlPiece = { list: string | null; text: string; line: number };

const name = String.raw`(?:"([^"\\]{1,80})"|'([^']{1,80})'|([A-Za-z][\w-]{0,80}))[ \t]*:`;
const member = new RegExp(`^${name}(?=[ \\t\\r]|$)`);
const bareMember = new RegExp(`^${name}[ \\t]*(?:#.*)?\\r?$`);
const listItem = /^( {0,40})-(?=[ \t\r]|$)/;
const blank = /^\s*(?:#|$)/;

/**
 * A block mapping in pieces of about `pieceCharsMax`, cut between its members, and in long lists between two items. Whatever
 * stands inside a member or an item is indented more than it (YAML 1.2.2, chapter 8), so indentation alone tells the places.
 * Anything else is one piece.
 */
export function* splitYaml(text: string, pieceCharsMax: number): Generator<YamlPiece> {
  let piece = { start: 0, line: 1, list: null as string | null };
  /** The member whose value is a block list, and the indentation of its items once the first was seen. */
  let list: string | null = null;
  let indent: number | null = null;
  for (const { start, line, content } of linesOf(text)) {
    const isLong = start - piece.start > pieceCharsMax;
    const cut = (next: string | null): YamlPiece => {
      const done = { list: piece.list, text: text.slice(piece.start, start), line: piece.line };
      piece = { start, line, list: next };
      return done;
    };
    if (member.test(content)) {
      if (isLong || piece.list !== null) yield cut(null);
      list = bareMemberName(content);
      indent = null;
      continue;
    }
    if (list === null || blank.test(content)) continue;
    const width = listItem.exec(content)?.[1]?.length ?? null;
    if (indent === null && width === null) list = null;
    else if (indent === null) indent = width;
    if (list !== null && width === indent && isLong) yield cut(list);
  }
  yield { list: piece.list, text: text.slice(piece.start), line: piece.line };
}

function bareMemberName(content: string): string | null {
  const found = bareMember.exec(content);
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? null;
}

/** Each line with its number; of long ones only the beginning. */
function* linesOf(text: string): Generator<{ start: number; line: number; content: string }> {
  for (let start = 0, line = 1; start < text.length; line += 1) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    yield { start, line, content: text.slice(start, Math.min(end, start + 200)) };
    start = end + 1;
  }
}
