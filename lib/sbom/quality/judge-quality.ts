import type { Bom } from "../model";
import { bsiTr03183 } from "./bsi-tr-03183";
import { cisa2025 } from "./cisa-2025";
import { toFacts } from "./facts";
import type { Facts, JudgedComponent, Offender, Profile, ProfileResult, Rule, RuleResult } from "./model";
import { ntia2021 } from "./ntia-2021";
import { readiness } from "./readiness";

/** In the order in which they are shown. */
const profiles: readonly Profile[] = [readiness, ntia2021, cisa2025, bsiTr03183];

const offendersMax = 5;
const offenderTextMax = 200;

/** Judges a document that was read with its details by every profile. */
export function judgeQuality(bom: Bom): ProfileResult[] {
  const facts = toFacts(bom);
  return profiles.map(({ id, title, source, rules }) => {
    const results = rules.map((rule) => judgeRule(rule, facts));
    return { id, title, source, outcome: outcomeOf(results), rules: results };
  });
}

/** A pass when every required rule that can be judged is kept, and one about components could be. */
export function outcomeOf(rules: readonly RuleResult[]): "pass" | "fail" {
  const required = rules.filter(({ level, outcome }) => level === "required" && outcome !== "notJudged");
  return required.length > 0 && required.every(({ outcome }) => outcome === "pass") ? "pass" : "fail";
}

function judgeRule(rule: Rule, facts: Facts): RuleResult {
  const { id, title, clause, level } = rule;
  const result: RuleResult = { id, title, clause, level, outcome: "notJudged", met: 0, total: 0, found: null, offenders: [], why: null };
  switch (rule.applies) {
    case "nothing":
      return { ...result, why: rule.why };
    case "document": {
      const { isMet, found } = rule.judge(facts);
      return { ...result, outcome: isMet ? "pass" : "fail", met: isMet ? 1 : 0, total: 1, found };
    }
    case "components":
      return { ...result, ...judgeComponents(rule, facts) };
  }
}

/** A document without components keeps no rule about them: what it does not hold was not found clean. */
function judgeComponents(rule: Rule & { applies: "components" }, facts: Facts): Pick<RuleResult, "outcome" | "met" | "total" | "offenders"> {
  let met = 0;
  let total = 0;
  const offenders: Offender[] = [];
  for (const component of facts.components) {
    if (rule.without === "subject" && component.index === null) continue;
    total += 1;
    if (rule.judge(component, facts)) met += 1;
    else if (offenders.length < offendersMax) offenders.push(toOffender(component));
  }
  return { outcome: total > 0 && met >= total * (rule.share ?? 1) ? "pass" : "fail", met, total, offenders };
}

function toOffender({ version, identity, details }: JudgedComponent): Offender {
  const name = identity?.name || (details.group === null ? details.name : `${details.group}/${details.name}`);
  const cut = (text: string) => text.slice(0, offenderTextMax);
  return { name: cut(name), version: version === "" ? null : cut(version), purl: details.purls[0] === undefined ? null : cut(details.purls[0]) };
}
