import type { Draft } from "../read-blocks";
import { localEntry, lockEntry } from "./lock-entry";

/** Yarn's lock files, classic and berry: an unindented line of specifiers, then the version. */
export function readYarn(lines: readonly string[]): Draft[] {
  const drafts: Draft[] = [];
  let entry: { name: string; line: number; isLocal: boolean } | null = null;
  let version = "";
  const close = () => {
    if (entry !== null) drafts.push(entry.isLocal ? localEntry(entry.line, entry.name) : lockEntry(entry.line, "npm", entry.name, version));
    entry = null;
    version = "";
  };
  lines.forEach((text, index) => {
    if (/^["@\w][^\n]*:\s*$/.test(text)) {
      close();
      const specifier = specifierOf(text);
      if (specifier !== null) entry = { ...specifier, line: index + 1 };
    } else if (/^ {2}version:? /.test(text)) version = unquote(text.slice(text.indexOf(" ", 2)));
  });
  close();
  return drafts;
}

const unquote = (text: string) => text.trim().replace(/^"|"$/g, "");

/** `"@a/b@npm:^1.0, @a/b@npm:^2.0":` is @a/b; of an alias `x@npm:y@1` the name is y. */
function specifierOf(text: string): { name: string; isLocal: boolean } | null {
  const [first = ""] = text.replace(/:\s*$/, "").split(",");
  const specifier = unquote(first);
  const at = specifier.indexOf("@", 1);
  if (at < 0) return null;
  const wanted = specifier.slice(at + 1);
  const alias = /^npm:(@?[^@]+)@./.exec(wanted);
  return { name: alias?.[1] ?? specifier.slice(0, at), isLocal: /^(?:workspace|link|portal|file):/.test(wanted) };
}

/** pnpm's lock files, 5 to 9: the keys below `packages`. */
export function readPnpm(lines: readonly string[]): Draft[] {
  const drafts: Draft[] = [];
  let inPackages = false;
  lines.forEach((text, index) => {
    if (/^\S/.test(text)) inPackages = /^packages:\s*$/.test(text);
    const key = inPackages ? /^ {2}'?([^\s'][^']*?)'?:\s*(?:\{.*)?$/.exec(text)?.[1] : undefined;
    if (key === undefined) return;
    const found = /^\/?((?:@[^/@]+\/)?[^/@]+)[@/]([^(_]+)/.exec(key);
    drafts.push(lockEntry(index + 1, "npm", found?.[1] ?? key, found?.[2] ?? "", key));
  });
  return drafts;
}
