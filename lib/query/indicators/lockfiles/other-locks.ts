import type { Draft } from "../read-blocks";
import { localEntry, lockEntry } from "./lock-entry";

/** Lock files in TOML with a `[[package]]` for each: of Cargo, Poetry, uv and PDM. */
export const readTomlPackages =
  (ecosystem: string) =>
  (lines: readonly string[]): Draft[] => {
    const drafts: Draft[] = [];
    let entry: { line: number; name: string; version: string; isLocal: boolean } | null = null;
    const close = () => {
      if (entry !== null) drafts.push(entry.isLocal ? localEntry(entry.line, entry.name) : lockEntry(entry.line, ecosystem, entry.name, entry.version));
      entry = null;
    };
    let isHead = false;
    let isSource = false;
    lines.forEach((text, index) => {
      const trimmed = text.trim();
      if (trimmed.startsWith("[")) {
        isHead = trimmed === "[[package]]";
        isSource = trimmed === "[package.source]";
        // Tables of the package's own come behind it.
        if (isHead || !trimmed.startsWith("[package.")) close();
        if (isHead) entry = { line: index + 1, name: "", version: "", isLocal: false };
      } else if (isHead && entry !== null) {
        const pair = /^(name|version|source)\s*=\s*(.+)$/.exec(trimmed);
        if (pair?.[1] === "name") entry.name = unquote(pair[2] ?? "");
        if (pair?.[1] === "version") entry.version = unquote(pair[2] ?? "");
        if (pair?.[1] === "source") entry.isLocal = /\b(?:editable|virtual|directory|path|git|url)\s*=/.test(pair[2] ?? "");
      } else if (isSource && entry !== null && /^type\s*=\s*"(?:directory|file|git|url)"/.test(trimmed)) entry.isLocal = true;
    });
    close();
    return drafts;
  };

const unquote = (text: string) => text.trim().replace(/^["']|["']$/g, "");

/** go.sum: each module twice, once for its go.mod alone. */
export function readGoSum(lines: readonly string[]): Draft[] {
  return lines.flatMap((text, index) => {
    const found = /^(\S+) (v\S+?)(?:\/go\.mod)? h1:/.exec(text);
    return found ? lockEntry(index + 1, "golang", found[1] ?? "", found[2] ?? "") : [];
  });
}

/** go.mod: what it requires. */
export function readGoMod(lines: readonly string[]): Draft[] {
  let block = "";
  return lines.flatMap((text, index) => {
    const trimmed = text.trim();
    const open = /^(\w+)\s*\($/.exec(trimmed);
    if (open) block = open[1] ?? "";
    else if (trimmed === ")") block = "";
    const required = block === "require" ? trimmed : /^require\s+(\S.*)$/.exec(trimmed)?.[1];
    const found = open || required === undefined ? null : /^(\S+)\s+(v\S+)/.exec(required);
    return found ? lockEntry(index + 1, "golang", found[1] ?? "", found[2] ?? "") : [];
  });
}

/** Bundler's lock file: four blanks before a gem, six before what it depends on. */
export function readGemfile(lines: readonly string[]): Draft[] {
  let section = "";
  return lines.flatMap((text, index) => {
    if (/^\S/.test(text)) section = text.trim();
    const found = /^ {4}([\w.-]+) \(([^()\s]+)\)$/.exec(text);
    if (!found) return [];
    if (section === "PATH" || section === "GIT") return localEntry(index + 1, found[1] ?? "");
    // Behind the version stands the platform that the gem is built for.
    const version = (found[2] ?? "").replace(/-(?:x86|x64|arm|aarch|java|universal|ppc|ruby|mingw|mswin|darwin|linux).*$/, "");
    return lockEntry(index + 1, "gem", found[1] ?? "", version);
  });
}
