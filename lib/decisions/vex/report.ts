import type { Plan } from "./plan-subjects";
import type { VexDocument } from "./read/model";
import type { Meaning, News, Part } from "./say";
import type { VexReport } from "./schemas";

const productsListed = 500;
const faultsListed = 1_000;

/** What became of each part of a document. */
export function reportOf(
  document: VexDocument,
  plan: Plan,
  given: { news: News; meaning: Meaning; parts: readonly Part[]; unknownPackages: number; ended: number },
): VexReport {
  const { news, meaning, parts, unknownPackages, ended } = given;
  const byStatus: VexReport["byStatus"] = { affected: 0, not_affected: 0, fixed: 0, under_investigation: 0 };
  for (const { status } of document.statements) byStatus[status] += 1;
  const products = [...plan.unknownProducts].map(([n, statements]) => ({ product: document.products[n]?.text ?? "", statements }));
  return {
    statements: document.statementCount,
    read: document.statements.length,
    byStatus,
    decisions: parts.length,
    subjects: parts.reduce((sum, { subjects }) => sum + subjects.length, 0),
    needApproval: parts.filter(({ needsApproval }) => needsApproval).length,
    findings: meaning.findings,
    saidAlready: news.saidAlready,
    nowhere: plan.nowhere,
    unknownPackages,
    unknownVulnerabilities: plan.unknownVulnerabilities,
    unknownProducts: products.length,
    products: products.sort((a, b) => b.statements - a.statements).slice(0, productsListed),
    ended,
    faultCount: document.faultCount + plan.faults.length,
    faults: [...document.faults, ...plan.faults].slice(0, faultsListed),
  };
}
