import { originWords } from "@/components/decisions/words";
import { justificationWords, responseWords } from "@/components/findings/triage/decision-words";
import { Facts } from "@/components/ui/facts";
import { plural } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { absoluteUtc } from "@/components/ui/time-format";
import { VisibleLines } from "@/components/ui/visible-lines";
import { VisibleText } from "@/components/ui/visible-text";
import type { Decision } from "@/lib/decisions/schemas";

/** Why it was decided so, with the evidence, and until when it counts. */
export function DecisionFacts({ decision }: { decision: Decision }) {
  const { justification, responses, detail, evidenceUrl, expiresAt, origin, findings, reach, digest } = decision;
  return (
    <Panel title="What was decided">
      <Facts
        facts={[
          { label: "Because", value: justification && justificationWords[justification] },
          { label: "It", value: responses.map((each) => responseWords[each]).join("; ") },
          {
            label: "In words",
            value: detail && (
              <span className="whitespace-pre-wrap">
                <VisibleLines text={detail} />
              </span>
            ),
          },
          {
            label: "Evidence",
            value: evidenceUrl && (
              <a href={evidenceUrl} rel="noreferrer noopener" className="link-inline">
                <VisibleText text={evidenceUrl} />
              </a>
            ),
          },
          { label: "Until", value: expiresAt ? absoluteUtc(expiresAt) : "it is withdrawn" },
          { label: "From", value: originWords[origin] },
          { label: "Means", value: `${plural(reach.findings, "open finding")}, counts for ${findings}` },
          {
            label: "Digest",
            value: (
              <span className="font-mono text-[12px] text-muted" title="SHA-256 of all that is decided: what votes are on">{`${digest.slice(0, 16)}…`}</span>
            ),
          },
        ]}
      />
    </Panel>
  );
}
