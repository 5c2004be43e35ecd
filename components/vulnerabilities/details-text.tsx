import { VisibleLines } from "@/components/ui/visible-lines";
import { VisibleText } from "@/components/ui/visible-text";
import type { AdvisoryView } from "@/lib/advisories/vulnerabilities/schemas";

/** What the sources tell at length: Markdown, shown as the text it is, so that nothing in it can act. The first one is open. */
export function DetailsText({ advisories }: { advisories: readonly AdvisoryView[] }) {
  const told = advisories.filter(({ details }) => details !== null);
  if (told.length === 0) return null;
  return (
    <section aria-labelledby="details" className="mt-8 min-w-0">
      <h2 id="details" className="mb-2 font-semibold text-base">
        Details
      </h2>
      <div className="flex flex-col gap-2">
        {told.map(({ source, key, details }, index) => (
          <details key={`${source} ${key}`} open={index === 0} className="panel px-4 py-2">
            <summary className="font-mono text-[12.5px] leading-6 wrap-anywhere">
              <VisibleText text={key} />
            </summary>
            <div className="mt-1 mb-2 max-w-[80ch] whitespace-pre-wrap wrap-anywhere">
              <VisibleLines text={details ?? ""} />
            </div>
          </details>
        ))}
      </div>
    </section>
  );
}
