import { schemeOf, versionKey } from "@/lib/versions";

/** Versions without repetition, lowest first by the ecosystem's own order; what cannot be ordered comes last, by its text. */
export function orderVersions(ecosystem: string, versions: readonly string[]): string[] {
  const scheme = schemeOf(ecosystem);
  const keyed = [...new Set(versions)].map((version) => ({ version, key: scheme === null ? null : versionKey(scheme, version) }));
  return keyed
    .sort((a, b) => {
      if (a.key !== null && b.key !== null) return Buffer.compare(a.key, b.key) || byText(a.version, b.version);
      return Number(a.key === null) - Number(b.key === null) || byText(a.version, b.version);
    })
    .map(({ version }) => version);
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
