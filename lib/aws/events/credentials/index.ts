export { createEventCredential } from "./create-event-credential";
export { listEventCredentials } from "./list-event-credentials";
export { revokeEventCredential } from "./revoke-event-credential";
export * from "./schemas";
