import type { Indicator, IndicatorList } from "./indicator";

/**
 * The canonical text of a list, one indicator a line. Reading it gives the same indicators in the same order. Its first line says that
 * names without an ecosystem mean any.
 */
export function formatIndicators({ indicators }: Pick<IndicatorList, "indicators">): string {
  if (indicators.length === 0) return "";
  return `# ecosystem: any\n${indicators.map(lineOf).join("\n")}\n`;
}

function lineOf(indicator: Indicator): string {
  switch (indicator.kind) {
    case "hash":
      return `sha256:${indicator.hex}`;
    case "advisory":
      return indicator.id;
    case "prefix":
      return `${indicator.ecosystem === null ? "" : `${indicator.ecosystem}:`}${indicator.prefix}*`;
    case "package": {
      const { ecosystem, namespace, name, version } = indicator;
      const word = namespace ?? ecosystem;
      return `${word === null ? "" : `${word}:`}${namespace === null ? name : name.slice(namespace.length + 1)}@${version.kind === "any" ? "*" : version.text}`;
    }
  }
}
