/** Owner files: teams, and who owns what, as people keep it in a repository. */
export { applyOwnerFile } from "./apply-owner-file";
export { getOwnerFile, ownerFileText } from "./get-owner-file";
export * from "./schemas";
