/** The inventory's door for pages and routes: uploads here, reads in `@/lib/inventory/read` and `@/lib/inventory/search`. */
export { freshnessDays, staleBefore } from "./freshness";
export { documentBytesMax } from "./limits";
export { inventoryRoutes } from "./openapi";
export { getUpload, uploadIdSchema } from "./upload/get-upload";
export { artifactKinds, type Upload, uploadRequestSchema, uploadSchema } from "./upload/schemas";
