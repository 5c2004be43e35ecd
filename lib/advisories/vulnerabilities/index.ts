/** The vulnerabilities: what they are, whom they affect, and what each source says. */
export { getVulnerability } from "./get-vulnerability";
export { listPackageVulnerabilities } from "./list-package-vulnerabilities";
export { listVulnerabilities } from "./list-vulnerabilities";
export { listVulnerabilityServices } from "./list-vulnerability-services";
export { readAdvisory } from "./read-advisory";
export * from "./schemas";
