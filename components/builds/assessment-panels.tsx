import { QualityProfiles } from "@/components/builds/quality-profiles";
import { ValidityReport } from "@/components/builds/validity";
import { Panel } from "@/components/ui/panel";
import type { Assessment } from "@/lib/inventory/assess/schemas";

const titles = { validity: "Schema validity", quality: "Quality" };
const profilesShown = 4;

/** What was found out about the document: by its own schema and by profiles. */
export function AssessmentPanels({ assessment }: { assessment: Assessment }) {
  return (
    <>
      <Panel title={titles.validity}>
        <ValidityReport validity={assessment.validity} />
      </Panel>
      <Panel title={titles.quality}>
        <QualityProfiles quality={assessment.quality} />
      </Panel>
    </>
  );
}

/** The same panels while the document is being judged. */
export function AssessmentSkeleton() {
  return (
    <>
      <Panel title={titles.validity}>
        <div role="status" aria-label="The document is being judged">
          <div className="skeleton h-5 w-72 max-w-full" />
        </div>
      </Panel>
      <Panel title={titles.quality}>
        <div className="-mx-4 -mb-3.5">
          {Array.from({ length: profilesShown }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike
            <div key={row} className="flex h-[37px] items-center justify-between border-line border-t px-4">
              <div className="skeleton h-3.5 w-48" />
              <div className="skeleton h-3.5 w-16" />
            </div>
          ))}
        </div>
      </Panel>
    </>
  );
}

/** The same panels when the document could not be judged now. */
export function AssessmentProblem({ children }: { children: React.ReactNode }) {
  return (
    <>
      <Panel title={titles.validity}>
        <p className="text-muted">{children}</p>
      </Panel>
      <Panel title={titles.quality}>
        <p className="text-muted">{children}</p>
      </Panel>
    </>
  );
}
