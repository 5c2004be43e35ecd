import { isRangeVersion, schemeOf, versionKey } from "@/lib/versions";
import type { Facts, JudgedComponent, Profile, RuleResult } from "./model";

/** A handful of odd components in a large document costs no answer; each is counted as unknown where it matters. */
const shareMin = 0.95;

/** What it takes for "which services contain X" to be answered from a document: Wherein's own profile. */
export const readiness: Profile = {
  id: "readiness",
  title: "Blast-radius readiness",
  source: "Wherein: what its questions need",
  rules: [
    {
      id: "canonical-purl",
      title: "Components with a purl",
      clause: "found by package",
      level: "required",
      applies: "components",
      share: shareMin,
      without: "subject",
      judge: ({ identity }) => identity !== null && identity.ecosystem !== "unidentified",
    },
    {
      id: "orderable-version",
      title: "Components with a version that can be ordered",
      clause: "found by range",
      level: "required",
      applies: "components",
      share: shareMin,
      without: "subject",
      judge: hasOrderableVersion,
    },
    { id: "root", title: "The document says what it is about", clause: "the way in", level: "required", applies: "document", judge: judgeRoot },
    { id: "graph", title: "The document has a dependency graph", clause: "the way in", level: "required", applies: "document", judge: judgeGraph },
    {
      id: "reachable",
      title: "Components that the subject reaches",
      clause: "the way in",
      level: "required",
      applies: "components",
      share: shareMin,
      without: "subject",
      judge: ({ index }, { bom, depth }) => index !== null && !bom.graph.directAssumed && (depth[index] ?? 0) > 0,
    },
  ],
};

/** The rule on a document's age, judged when it is shown: it is the one that time changes. `createdAt`: null when not said. */
export function judgeAge(createdAt: Date | null, now: Date, daysMax: number): RuleResult {
  const days = createdAt === null ? null : Math.floor((now.getTime() - createdAt.getTime()) / 86_400_000);
  const isMet = days !== null && days < daysMax;
  return {
    id: "age",
    title: `The document is less than ${daysMax} days old`,
    clause: "freshness",
    level: "required",
    outcome: isMet ? "pass" : "fail",
    met: isMet ? 1 : 0,
    total: 1,
    found: days === null ? "The document does not say when it was made." : ageOf(days),
    offenders: [],
    why: null,
  };
}

function hasOrderableVersion({ identity }: JudgedComponent): boolean {
  if (identity === null || identity.version === "" || isRangeVersion(identity.version)) return false;
  const scheme = schemeOf(identity.ecosystem);
  return scheme !== null && versionKey(scheme, identity.version) !== null;
}

function judgeRoot({ bom: { root } }: Facts) {
  return { isMet: root !== null, found: root === null ? null : [root.name, root.version].filter(Boolean).join(" ").slice(0, 200) };
}

function judgeGraph({ bom: { graph } }: Facts) {
  const direct = graph.directAssumed ? 0 : graph.direct.length;
  const edges = graph.targets.length + direct;
  return { isMet: edges > 0, found: edges === 1 ? "1 edge" : `${edges.toLocaleString("en")} edges` };
}

/** `today`, `12 days old`, `14 months old`, `3 years old`: in the unit that people count such an age in. */
function ageOf(days: number): string {
  if (days < 1) return "today";
  const [value, unit] = days < 100 ? [days, "day"] : days < 730 ? [Math.floor(days / 30.44), "month"] : [Math.floor(days / 365.25), "year"];
  return `${value} ${unit}${value === 1 ? "" : "s"} old`;
}
