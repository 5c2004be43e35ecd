/** Lists of indicators, as the API and pages take them. */
export { parseIndicators } from "./parse-indicators";
export * from "./schemas";
