/** People: who may sign in, with which role, and the one-time links by which they join or choose a new password. */
export { acceptInvitation, requireInvitation } from "./accept-invitation";
export { cancelInvitation } from "./cancel-invitation";
export { changePerson } from "./change-person";
export { getPerson } from "./get-person";
export { invitePerson } from "./invite-person";
export { linkPassword } from "./link-password";
export { listInvitations, listPeople } from "./list-people";
export * from "./schemas";
