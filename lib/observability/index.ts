export { answerHealth, answerReadiness } from "./health";
export { logger } from "./logger";
export { type Metrics, metrics } from "./metrics";
export { observePage } from "./observe-page";
export { type ObservedRequest, observeRequest } from "./observe-request";
