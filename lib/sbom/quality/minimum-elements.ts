import * as check from "./checks";
import type { Facts, JudgedComponent, Rule } from "./model";

type RuleName = Pick<Rule, "id" | "title" | "clause">;

/** A rule that every component must keep. */
export const ofComponents = (name: RuleName, judge: (component: JudgedComponent, facts: Facts) => boolean): Rule => ({
  ...name,
  level: "required",
  applies: "components",
  judge,
});

/** A rule that the document must keep. */
export const ofDocument = (name: RuleName, judge: Extract<Rule, { applies: "document" }>["judge"]): Rule => ({
  ...name,
  level: "required",
  applies: "document",
  judge,
});

/** A rule that no document shows to be kept. */
export const notJudged = (name: RuleName, why: string): Rule => ({ ...name, level: "required", applies: "nothing", why });

const clause = "Data fields";

/** What NTIA's minimum elements of 2021 ask for and CISA's draft of 2025 asks for again, in the same words. */
export const minimumElements = {
  componentName: ofComponents({ id: "component-name", title: "Component name", clause }, check.hasName),
  dependencyRelationship: ofComponents({ id: "dependency-relationship", title: "Dependency relationship", clause }, check.isInRelationship),
  timestamp: ofDocument({ id: "timestamp", title: "Timestamp", clause }, check.timestamp),
  automationSupport: ofDocument({ id: "automation-support", title: "A format that machines read", clause: "Automation support" }, (facts) => ({
    isMet: true,
    found: check.formatOfDocument(facts),
  })),
};
