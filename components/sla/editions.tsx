import { ChevronRight } from "lucide-react";
import { hoursText, ruleText } from "@/components/sla/rule-words";
import { plural } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { SlaEdition } from "@/lib/sla/schemas";

/** Who set which rules, newest first; before the first edition the defaults counted. */
export function Editions({ editions }: { editions: readonly SlaEdition[] }) {
  if (editions.length === 0) return <p className="text-muted">The defaults have counted from the start.</p>;
  return (
    <ol className="panel divide-y divide-line">
      {editions.map(({ version, at, by, rules }, place) => (
        <li key={version} className="px-4 py-2.5">
          <details className="group">
            <summary className="flex min-h-6 cursor-pointer flex-wrap items-center gap-x-3">
              <ChevronRight aria-hidden className="size-3.5 text-muted group-open:rotate-90" />
              <span className="font-medium">Edition {version}</span>
              {place === 0 ? <span className="text-clean">counts now</span> : null}
              <span className="text-muted">
                {at ? <RelativeTime at={at} /> : null} by <VisibleText text={by ?? "nobody"} />, {plural(rules.length, "rule")}
              </span>
            </summary>
            <ol className="mt-2 mb-1 list-decimal pl-6 text-muted">
              {rules.map((rule, each) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place
                <li key={each}>
                  {ruleText(rule)}: {hoursText(rule.hours)}
                </li>
              ))}
            </ol>
          </details>
        </li>
      ))}
    </ol>
  );
}
