/** Comments on findings, who is at them, and by when they are due. */
export { getFindingActivity } from "./get-activity";
export { listAssignees } from "./list-assignees";
export { noteFindings } from "./note-findings";
export * from "./schemas";
export { undoNotes } from "./undo-notes";
