/** What advisories call things and what the inventory calls them: the only door to `lib/advisories/identity`. */
export { advisoryIdentity, type SourcePackage } from "./advisory-identity";
export { type Distro, distroOfOsvName } from "./distros";
export { notInventoried, type OsvLanguage, osvLanguages } from "./languages";
export { osvEcosystemsFor } from "./osv-ecosystems-for";
