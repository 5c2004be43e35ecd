/** Artifacts that are not shipped any more. */
export { retireArtifact } from "./retire-artifact";
export { artifactPathSchema, retireByNameSchema, retiredArtifactSchema } from "./schemas";
