import { OutcomeMark, type QualityProfile } from "@/components/builds/quality-profiles";
import { count, percent, plural } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import { visible } from "@/lib/text/visible.mjs";

type Rule = QualityProfile["rules"][number];

/** The rules of a profile: what each asks, how far it is kept and by what it is broken. Advice comes after what is required. */
export function QualityRules({ rules }: { rules: readonly Rule[] }) {
  const recommended = rules.filter(({ level }) => level === "recommended");
  return (
    <>
      <RuleList rules={rules.filter(({ level }) => level === "required")} />
      {recommended.length > 0 ? (
        <>
          <p className="mt-3 mb-1 font-medium">Where it exists</p>
          <RuleList rules={recommended} />
        </>
      ) : null}
    </>
  );
}

function RuleList({ rules }: { rules: readonly Rule[] }) {
  return (
    <ul className="flex flex-col gap-2.5">
      {rules.map((rule) => (
        <li key={rule.id} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2">
          <OutcomeMark outcome={rule.outcome} className="h-5 self-start" />
          <div className="min-w-0 wrap-anywhere">
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span>
                {rule.title} <span className="text-muted text-xs">{rule.clause}</span>
              </span>
              <Figures rule={rule} />
            </div>
            {rule.why ? (
              <p className="text-muted">
                <VisibleText text={rule.why} />
              </p>
            ) : null}
            <Offenders rule={rule} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Of a rule for the document what it says; of one for its components how many keep it. */
function Figures({ rule: { outcome, found, met, total, offenders } }: { rule: Rule }) {
  if (outcome === "notJudged") return null;
  if (found !== null)
    return (
      <span className="text-muted">
        <VisibleText text={found} />
      </span>
    );
  if (total === 0) return <span className="text-muted">no components</span>;
  if (total === 1 && offenders.length === 0) return null;
  return (
    <span className="text-muted">
      {percent(met, total)}, {count(met)} of {count(total)}
    </span>
  );
}

function Offenders({ rule: { offenders, met, total } }: { rule: Rule }) {
  if (offenders.length === 0) return null;
  const more = total - met - offenders.length;
  return (
    <p className="text-muted">
      Not in{" "}
      {offenders.map(({ name, version, purl }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: components without a version can share their name
        <span key={index}>
          {index > 0 ? ", " : ""}
          <code title={visible(purl ?? "")}>
            <VisibleText text={version === null ? name : `${name}@${version}`} />
          </code>
        </span>
      ))}
      {more > 0 ? ` and ${plural(more, "other")}` : ""}
    </p>
  );
}
