import type { SlaRule } from "./rule";

const day = 24;
const any = { kinds: null, severities: null, kev: null, tiers: null, exposures: null } as const;

/**
 * What counts until an administrator sets a policy. Malware within a day; what CISA lists within the two weeks of its directive BOD 22-01, and where it is
 * in production within three days; then by severity as FedRAMP has it (30, 90 and 180 days), shorter for critical ones in production.
 */
export const defaultPolicy: readonly SlaRule[] = [
  { ...any, kinds: ["malware"], hours: day },
  { ...any, kinds: ["unmaintained", "unsound", "notice"], hours: null },
  { ...any, kev: true, exposures: ["production"], hours: 3 * day },
  { ...any, kev: true, hours: 14 * day },
  { ...any, severities: ["critical"], exposures: ["production"], tiers: [1, 2], hours: 7 * day },
  { ...any, severities: ["critical"], hours: 15 * day },
  { ...any, severities: ["high"], exposures: ["production"], tiers: [1, 2], hours: 21 * day },
  { ...any, severities: ["high"], hours: 30 * day },
  // What nobody has scored is not therefore harmless.
  { ...any, severities: ["medium", "unscored"], hours: 90 * day },
  { ...any, severities: ["low"], hours: 180 * day },
];
