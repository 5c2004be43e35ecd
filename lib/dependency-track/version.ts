/** The version of Dependency-Track whose upload API this is: plug-ins compare it with what they need (4.12 brought `isLatest` and tags). */
export const compatibleVersion = "4.13.0";

/** What `/api/version` answers. Plug-ins read `version`; `application` says who answers. */
export const versionAnswer = {
  application: "Wherein (upload API of Dependency-Track)",
  version: compatibleVersion,
  timestamp: "2025-04-07T00:00:00Z",
} as const;

/** Plug-ins that test a connection look for this beginning. */
export const poweredBy = `Dependency-Track v${compatibleVersion} compatible (Wherein)`;
