import { VerdictFigures } from "@/components/blast-radius/verdict-figures";
import { Notice } from "@/components/ui/notice";
import { count, plural } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import { blastRadiusHref } from "@/components/urls";
import type { Vulnerability } from "@/lib/advisories/vulnerabilities/schemas";

type StandingProps = {
  vulnerability: Vulnerability;
  /** How a question calls it; null: it cannot. */
  question: string | null;
};

/** The verdict in a sentence and in the three figures of the question, or that it is withdrawn. */
export function Standing({ vulnerability, question }: StandingProps) {
  const { withdrawnAt, services, firstOpenedAt } = vulnerability;
  return (
    <>
      {withdrawnAt ? (
        <Notice tone="warning" className="mt-4" title="Withdrawn">
          Every source has withdrawn it, the last <RelativeTime at={withdrawnAt} />. Its findings are closed.
        </Notice>
      ) : null}
      <p className="mt-4 max-w-[980px] font-medium text-lg">
        <Sentence vulnerability={vulnerability} />
      </p>
      <VerdictFigures answer={vulnerability} retired={vulnerability.retiredServices} unknownHref={question && `${blastRadiusHref(question)}#unknown`} />
      {services.past > 0 || firstOpenedAt ? (
        <p className="mt-1 flex flex-wrap gap-x-4 text-muted">
          {services.past > 0 ? <span>{plural(services.past, "service")} had it before</span> : null}
          {firstOpenedAt ? (
            <span>
              first opened <RelativeTime at={firstOpenedAt} />
            </span>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

/** Like the question's: who is unknown is never among those of whom it says that nothing was found. */
function Sentence({ vulnerability: { kind, verdict } }: { vulnerability: Vulnerability }) {
  const { affected, clean, unknown } = verdict;
  const isMalware = kind === "malware";
  return (
    <>
      {affected > 0 ? (
        <>
          <span className={isMalware ? "text-malware" : "text-affected"}>
            {count(affected)} of {plural(affected + clean + unknown, "service")}
          </span>{" "}
          {isMalware ? (affected === 1 ? "holds it" : "hold it") : affected === 1 ? "is affected" : "are affected"}, as the newest SBOMs say.
        </>
      ) : (
        `None of the ${plural(clean, "service")} with a current SBOM ${isMalware ? "holds it" : "is affected"}.`
      )}
      {unknown > 0 ? (
        <>
          {" "}
          <span className="text-unknown">
            {plural(unknown, "service")} {unknown === 1 ? "is" : "are"} unknown.
          </span>
        </>
      ) : null}
    </>
  );
}
