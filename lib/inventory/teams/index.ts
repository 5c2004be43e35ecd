/** Teams and who owns what: the writes. What a team has is read with `listTeams` of `@/lib/inventory/read`. */
export { assignOwner } from "./assign-owner";
export { deleteTeam } from "./delete-team";
export { listTeamRefs } from "./list-team-refs";
export { teamRoutes } from "./openapi";
export { saveTeam, storeTeam } from "./save-team";
export * from "./schemas";
export { setTeamTier, setTier } from "./set-tier";
export { teamSlugOf } from "./team-slug-of";
