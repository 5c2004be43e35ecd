const comparator = /^(<=|>=|!=|<|>|=)?\s*(.+)$/;

/**
 * A version range specifier (`vers:npm/>=1.0.0|<2.0.0`) in the signs that every ecosystem's ranges have, null for any version. Undefined where it is none.
 * Source: VERS specification; constraints are ascending, a lower bound and the upper one behind it are one stretch, `!=` holds for all of them.
 */
export function rangeOfVers(text: string): string | null | undefined {
  const parts = /^vers:[a-z0-9.+-]+\/(.+)$/i.exec(text.replaceAll(/\s/g, ""));
  if (!parts) return undefined;
  const stretches: string[] = [];
  const without: string[] = [];
  let from: string | null = null;
  for (const part of (parts[1] ?? "").split("|").filter(Boolean)) {
    if (part === "*") return null;
    const [, sign = "=", raw = ""] = comparator.exec(part) ?? [];
    const version = decoded(raw);
    if (version === null) return undefined;
    if (sign === "!=") without.push(`!=${version}`);
    else if (sign === "=") stretches.push(`=${version}`);
    else if (sign.startsWith(">")) from ??= `${sign}${version}`;
    else {
      stretches.push(from === null ? `${sign}${version}` : `${from}, ${sign}${version}`);
      from = null;
    }
  }
  if (from !== null) stretches.push(from);
  if (stretches.length === 0) return without.length === 0 ? undefined : without.join(", ");
  return stretches.map((stretch) => [stretch, ...(stretch.startsWith("=") ? [] : without)].join(", ")).join(" || ");
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
