import type { Comparator } from "./comparator";
import { afterPrefix, between, everything, type KeyInterval } from "./interval";
import { KeyWriter } from "./key-writer";
import { type Pep440Parts, pep440Key, readPep440, writePublic, writeUpToPre } from "./pep440";
import { UnreadableRange } from "./unreadable-range";

function unorderable(text: string): UnreadableRange {
  return new UnreadableRange("version_unorderable", `"${text}" is not a PEP 440 version.`);
}

function bytes(key: KeyWriter, text: string): Buffer {
  const found = key.finish();
  if (found === null) throw unorderable(text);
  return found;
}

/** From the first development release of a series to that of the next one: what `1.2.*` stands for. */
function series(parts: Pick<Pep440Parts, "epoch" | "release">, text: string): KeyInterval {
  const upper = parts.release.with(-1, (BigInt(parts.release.at(-1) ?? "0") + 1n).toString());
  const first = (release: string[]) => bytes(writePublic(new KeyWriter(), { epoch: parts.epoch, release, pre: null, post: null, dev: "0", local: [] }), text);
  return between(first(parts.release), first(upper));
}

const outside = ({ lo, hi }: KeyInterval): KeyInterval[] => [between(null, lo), between(hi, null)];

/** The keys that one PEP 440 specifier allows. Pre-releases take part, as a search for affected versions must see them. */
export function pep440Intervals({ operator, version }: Comparator): KeyInterval[] {
  const isPrefix = /\.[*xX]$/.test(version);
  const parts = readPep440(isPrefix ? version.slice(0, -2) : version);
  if (version === "*" && (operator === "" || operator === "==")) return [everything];
  if (parts === null) throw unorderable(version);
  if (isPrefix) {
    if (operator === "!=") return outside(series(parts, version));
    if (operator === "" || operator.startsWith("=")) return [series(parts, version)];
    if (operator === ">=") return [between(series(parts, version).lo, null)];
    throw new UnreadableRange("range_unreadable", `".*" goes with == and != only.`);
  }
  const exact = pep440Key(version);
  if (exact === null) throw unorderable(version);
  const publicPrefix = bytes(writePublic(new KeyWriter(), parts), version);
  // Without a local part a version stands for all its local builds.
  const same: KeyInterval = parts.local.length > 0 ? { lo: exact, loInclusive: true, hi: exact, hiInclusive: true } : between(exact, afterPrefix(publicPrefix));
  const series440 = () => {
    if (parts.release.length < 2) throw new UnreadableRange("range_unreadable", "~= needs at least two numbers.");
    return series({ epoch: parts.epoch, release: parts.release.slice(0, -1) }, version);
  };
  switch (operator) {
    case "":
    case "=":
    case "==":
    case "===":
      return [same];
    case "!=":
      return [between(null, same.lo), { lo: same.hi, loInclusive: !same.hiInclusive, hi: null, hiInclusive: true }];
    case ">=":
      return [between(exact, null)];
    case "<=":
      return [{ ...same, lo: null }];
    case "<":
      return [between(null, firstExcludedBelow(parts, exact, version))];
    case ">":
      return [{ lo: lastExcludedAbove(parts, publicPrefix, version), loInclusive: false, hi: null, hiInclusive: true }];
    case "~=":
      return [between(exact, series440().hi)];
    default:
      throw new UnreadableRange("range_unreadable", `"${operator}" has no meaning for PEP 440 versions.`);
  }
}

/** `<2.0` leaves out the pre-releases of 2.0 itself, unless the bound is one (PEP 440, "exclusive ordered comparison"). */
function firstExcludedBelow(parts: Pep440Parts, exact: Buffer, text: string): Buffer {
  if (parts.pre !== null || parts.dev !== null || parts.post !== null) return exact;
  return bytes(writePublic(new KeyWriter(), { ...parts, dev: "0", local: [] }), text);
}

/** `>1.7` leaves out 1.7.post1 and 1.7+local, unless the bound is a post-release. */
function lastExcludedAbove(parts: Pep440Parts, publicPrefix: Buffer, text: string): Buffer {
  if (parts.post !== null || parts.dev !== null) return afterPrefix(publicPrefix);
  return afterPrefix(bytes(writeUpToPre(new KeyWriter(), parts), text));
}
