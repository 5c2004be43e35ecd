/** Lists of findings that people come back to, and what changed since they did. */
export { listViews } from "./list-views";
export { findingNews, markSeen } from "./news";
export { changeView, deleteView, saveView } from "./save-view";
export * from "./schemas";
