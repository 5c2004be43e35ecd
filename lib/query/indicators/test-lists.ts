import { formatIndicators, type IndicatorList, type ReadOptions, readIndicators } from "./index";

/** The indicators of a list as canonical text, one a line. */
export function indicatorsOf(text: string | Uint8Array, options: ReadOptions = {}): string[] {
  return formatIndicators(readIndicators(text, options)).split("\n").slice(1, -1);
}

/** Each verdict in short: `3 read`, `4 rejected domain`. */
export function verdictsOf({ verdicts }: IndicatorList): string[] {
  return verdicts.map(({ line, outcome, code }) => `${line} ${outcome}${code === null ? "" : ` ${code}`}`);
}
