/** Lists of indicators as people publish them: the only door to `lib/query/indicators`. */
export { formatIndicators } from "./format-indicators";
export {
  type ImpliedEcosystem,
  type Indicator,
  type IndicatorList,
  type LineOutcome,
  type LineVerdict,
  type ListFormat,
  lineOutcomes,
  listFormats,
  type ReadOptions,
  type VerdictCounts,
} from "./indicator";
export { listBytesMax } from "./limits";
export { readIndicators } from "./read-indicators";
