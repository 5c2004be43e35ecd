/** Lists of indicators, kept as they came: a question by a list has a link that always means the same. */
export { listBytesMax } from "@/lib/query/indicators";
export { getIndicatorList } from "./get-list";
export { readStoredList } from "./kept-lists";
export { saveIndicatorList } from "./save-list";
export * from "./schemas";
