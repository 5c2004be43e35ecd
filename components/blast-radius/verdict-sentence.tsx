import { count, plural } from "@/components/ui/number-format";
import { absoluteUtc } from "@/components/ui/time-format";
import { VisibleText } from "@/components/ui/visible-text";
import type { BlastRadius } from "@/lib/blast-radius/schemas";

type VerdictSentenceProps = { answer: BlastRadius; asOf: string | undefined };

/** The answer in one sentence. It never says "not affected": an SBOM can only say what it names. */
export function VerdictSentence({ answer, asOf }: VerdictSentenceProps) {
  const { affected, clean, unknown } = answer.verdict;
  const total = affected + clean + unknown;
  const teams = answer.groups.filter((group) => group.team !== null).length;
  const label = (
    <span className="wrap-anywhere">
      <VisibleText text={answer.question.label} />
    </span>
  );
  const when = asOf ? ` on ${absoluteUtc(asOf).replace(/:\d\d UTC$/, " UTC")}` : "";
  const unknownPart =
    unknown === 0 ? null : (
      <>
        {" "}
        <b className="font-semibold text-unknown">
          {plural(unknown, "service")} {unknown === 1 ? "is" : "are"} unknown.
        </b>
      </>
    );
  // Nothing is judged by an advisory that is not there: every service is unknown, and none may read as clean.
  if (answer.unknownAdvisories.length > 0 && affected === 0)
    return (
      <>
        The mirror has no advisory {answer.unknownAdvisories.join(", ")}
        {answer.vulnerabilities.length > 0 || answer.meta.packagesMatched > 0 ? `, and no service is known to contain what else is asked for${when}` : ""}.
        {unknownPart}
      </>
    );
  if (answer.meta.packagesMatched === 0 && affected === 0)
    return (
      <>
        No SBOM has ever named {label}.{unknownPart}
      </>
    );
  if (affected === 0)
    return (
      <>
        None of the {plural(clean, "service")} with a current SBOM {asOf ? "contained" : "contain"} {label}
        {when}.{unknownPart}
      </>
    );
  return (
    <>
      <b className="font-semibold text-affected">
        {count(affected)} of {plural(total, "service")}
      </b>{" "}
      {asOf ? "contained" : affected === 1 ? "contains" : "contain"} {label}
      {when}
      {teams > 0 ? `, across ${plural(teams, "team")}` : ""}.{unknownPart}
    </>
  );
}
