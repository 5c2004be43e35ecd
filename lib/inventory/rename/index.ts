/** Artifacts that get another name or ref. */
export { renameArtifact } from "./rename-artifact";
export { renameArtifactBodySchema, renamedArtifactSchema } from "./schemas";
