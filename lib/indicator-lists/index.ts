/** Lists of indicators, kept as they came: a question by a list has a link that always means the same. */
export { listBytesMax } from "@/lib/query/indicators";
export { getIndicatorList } from "./get-list";
export { keepQuestionAsList } from "./keep-question";
export { readStoredList } from "./kept-lists";
export { parseIndicatorList } from "./parse-list";
export * from "./parsed-list-schemas";
export { readListAgain } from "./read-again";
export { readList } from "./read-list";
export { saveIndicatorList } from "./save-list";
export * from "./schemas";
