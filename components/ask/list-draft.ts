/** A list on its way: text that can still be changed, or a file that is sent as it is. */
export type ListDraft = { kind: "text"; text: string } | { kind: "file"; file: File };

/** Longer text is kept as a file: a field with megabytes in it does not answer to keys any more. */
const editableCharsMax = 1_000_000;

/** Text of several lines is a list; one line, whatever blanks stand around it, is a question. */
export function isList(text: string): boolean {
  return /\S[^\S\r\n]*[\r\n]+\s*\S/.test(text);
}

/** Lines with something on them. */
export function lineCount(text: string): number {
  return text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "").length;
}

export function draftOf(text: string): ListDraft {
  if (text.length <= editableCharsMax) return { kind: "text", text };
  return { kind: "file", file: new File([text], "pasted.txt", { type: "text/plain" }) };
}
