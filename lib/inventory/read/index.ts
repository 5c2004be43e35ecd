/** The reads of the inventory, and what other reading domains share with them. */
export { artifactKinds } from "@/lib/inventory/upload/schemas";
export { decodeCursor, encodeCursor } from "./cursor";
export { freshnessSummary } from "./freshness-summary";
export { getBuild } from "./get-build";
export { getPackage } from "./get-package";
export { getService } from "./get-service";
export { listRecentUploads } from "./list-recent-uploads";
export { listServiceBuilds } from "./list-service-builds";
export { listServiceComponents } from "./list-service-components";
export { listServices } from "./list-services";
export { listTeams } from "./list-teams";
export { toIso, toTeamRef } from "./present";
export { conditions, Parameters } from "./queries/parameters";
export { inSnapshot, openSnapshot, type Snapshot } from "./queries/snapshot";
export { viaColumn } from "./queries/via";
export { readDocument, type StoredDocument } from "./read-document";
export { likeLiteral, toPage } from "./read-page";
export * from "./schemas";
