import { QualityProfiles } from "@/components/builds/quality-profiles";
import { ValidityReport } from "@/components/builds/validity";
import { Panel } from "@/components/ui/panel";
import type { Assessment } from "@/lib/inventory/assess/schemas";

/** What was found out about a document by its own schema and by profiles, or why it could not be judged now. */
export type Judgement = { kind: "judged"; assessment: Assessment } | { kind: "failed"; detail: string };
type PanelProps = { judgement: Promise<Judgement> };

const titles = { validity: "Schema validity", quality: "Quality" };
const profilesShown = 4;

export async function ValidityPanel({ judgement }: PanelProps) {
  const known = await judgement;
  return <Panel title={titles.validity}>{known.kind === "judged" ? <ValidityReport validity={known.assessment.validity} /> : <Failed {...known} />}</Panel>;
}

export async function QualityPanel({ judgement }: PanelProps) {
  const known = await judgement;
  return <Panel title={titles.quality}>{known.kind === "judged" ? <QualityProfiles quality={known.assessment.quality} /> : <Failed {...known} />}</Panel>;
}

function Failed({ detail }: { detail: string }) {
  return <p className="text-muted">{detail}</p>;
}

/** The panel of the validity while the document is being judged. */
export function ValiditySkeleton() {
  return (
    <Panel title={titles.validity}>
      <div role="status" aria-label="The document is being judged">
        <div className="skeleton h-5 w-72 max-w-full" />
      </div>
    </Panel>
  );
}

/** The panel of the quality while the document is being judged. */
export function QualitySkeleton() {
  return (
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
  );
}
