/** CISA's notes are sentences and addresses, with semicolons between them: each apart. */
export function readKevNotes(notes: string): { text: string; urls: string[] } {
  const words = notes.split(/[\s;]+/).filter((word) => word !== "");
  const isUrl = (word: string) => /^https?:\/\//i.test(word);
  return { text: words.filter((word) => !isUrl(word)).join(" "), urls: [...new Set(words.filter(isUrl))] };
}
