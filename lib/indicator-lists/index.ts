/** Lists of indicators, kept as they came: a question by a list has a link that always means the same. */
export { listBytesMax } from "@/lib/query/indicators";
export { getIndicatorList } from "./get-list";
export { keepQuestionAsList } from "./keep-question";
export { readStoredList } from "./kept-lists";
export { readListAgain } from "./read-again";
export { saveIndicatorList } from "./save-list";
export * from "./schemas";
