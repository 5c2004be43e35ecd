import { createHash } from "node:crypto";

/** What the dictionary knows a package version's hash by; `several`: those it stands for, where an SBOM gives more than one. */
export type VersionHash = { sha256: Buffer; several: readonly Buffer[] | null };

/** The dictionary's form of `Component.sha256`. */
export function toVersionHash(sha256s: string): VersionHash {
  if (!sha256s.includes(" ")) return { sha256: Buffer.from(sha256s, "hex"), several: null };
  return { sha256: createHash("sha256").update(sha256s).digest(), several: sha256s.split(" ").map((hex) => Buffer.from(hex, "hex")) };
}

/** PostgreSQL's text form of the `bytea[]`; null as it is. */
export function severalLiteral({ several }: Pick<VersionHash, "several">): string | null {
  return several && `{${several.map((hash) => `"\\\\x${hash.toString("hex")}"`).join(",")}}`;
}
