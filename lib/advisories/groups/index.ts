export type { Member } from "./member";
export { planRegrouping, type Regrouping } from "./regroup";
export { moveHistory, storeGroups } from "./store-groups";
