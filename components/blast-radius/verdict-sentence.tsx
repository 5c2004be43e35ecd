import { subjectOf } from "@/components/blast-radius/subject";
import type { Side } from "@/components/blast-radius/view";
import { windowWords } from "@/components/blast-radius/window-words";
import { count, plural } from "@/components/ui/number-format";
import { absoluteUtc } from "@/components/ui/time-format";
import { VisibleText } from "@/components/ui/visible-text";
import type { BlastRadius } from "@/lib/blast-radius/schemas";

type VerdictSentenceProps = { answer: BlastRadius; asOf: string | undefined; when: Side };

/** The answer in one sentence. It never says "not affected": an SBOM can only say what it names. */
export function VerdictSentence({ answer, asOf, when }: VerdictSentenceProps) {
  const { affected, clean, unknown } = answer.verdict;
  const total = affected + clean + unknown;
  const then = asOf ? ` on ${absoluteUtc(asOf).replace(/:\d\d UTC$/, " UTC")}` : "";
  const subject = (
    <span className="wrap-anywhere">
      <VisibleText text={subjectOf(answer)} />
    </span>
  );
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
        The mirror has no advisory {answer.unknownAdvisories.slice(0, 5).join(", ")}
        {answer.unknownAdvisories.length > 5 ? ` and ${count(answer.unknownAdvisories.length - 5)} more` : ""}
        {answer.vulnerabilities.length > 0 || answer.meta.packagesMatched > 0 ? `, and no service is known to contain what else is asked for${then}` : ""}.
        {unknownPart}
      </>
    );
  if (answer.meta.packagesMatched === 0 && affected === 0)
    return (
      <>
        No SBOM has ever named {subject}.{unknownPart}
      </>
    );
  const retired = answer.meta.retiredServices;
  if (total === 0 && retired > 0)
    return (
      <>
        Nothing of {retired === 1 ? "the service that is" : `the ${plural(retired, "service")} that are`} asked about{" "}
        {asOf ? "was shipped" : "is shipped any more"}
        {then}.
      </>
    );
  const sides = answer.exposure ? sidesWords(answer.exposure, then) : null;
  if (affected === 0)
    return (
      <>
        None of the {plural(clean, "service")} with a current SBOM {verbOf(answer, asOf, when, 2)} {subject}
        {sides ? sides : then}.{unknownPart}
      </>
    );
  const teams = answer.groups.filter((group) => group.team !== null).length;
  return (
    <>
      <b className="font-semibold text-affected">
        {count(affected)} of {plural(total, "service")}
      </b>{" "}
      {verbOf(answer, asOf, when, affected)} {subject}
      {sides ? null : then}
      {teams > 0 ? `, across ${plural(teams, "team")}` : ""}
      {sides}
      {when !== "production" && answer.running && answer.running.production > 0
        ? `, ${count(answer.running.production)} ${answer.running.production === 1 ? "runs" : "run"} it in production`
        : ""}
      .{unknownPart}
    </>
  );
}

function verbOf({ exposure, list }: BlastRadius, asOf: string | undefined, when: Side, services: number): string {
  if (exposure && when === "any") return services === 1 ? "holds or held" : "hold or held";
  if (exposure && when === "during") return "held";
  if (exposure && when === "built") return "built";
  if (when === "production" || when === "running") return `${services === 1 ? "runs" : "run"}${when === "production" ? " in production" : ""} a build with`;
  const [past, one, many] = list ? ["held", "holds", "hold"] : ["contained", "contains", "contain"];
  return asOf ? past : services === 1 ? one : many;
}

/** Both sides, whichever is shown: `: 9 hold it now, 14 held it between 00:21 and 03:15 UTC on 31 Mar 2026, 5 built it then`. */
export function sidesWords({ window, now, during, built }: NonNullable<BlastRadius["exposure"]>, then: string): string {
  const none = (services: number) => (services === 0 ? "none" : count(services));
  const holds = then === "" ? `${now.affected === 1 ? "holds" : "hold"} it now` : `held it${then}`;
  return `: ${none(now.affected)} ${holds}, ${none(during.affected)} held it ${windowWords(window)}, ${none(built.services)} built it then`;
}
