import Link from "next/link";
import type { TriageRow } from "@/components/findings/triage/row";
import { SaysMark } from "@/components/inspector/says-mark";
import { InspectorSays } from "@/components/inspector/side-cells";
import { Facts } from "@/components/ui/facts";
import { VisibleText } from "@/components/ui/visible-text";
import { serviceHref } from "@/components/urls";
import { FixedIn } from "@/components/vulnerabilities/fixed-in";

/** What OSV and Amazon Inspector say of it. */
export function BothScanners({ row }: { row: TriageRow }) {
  const { sides, sources, fixed, service, artifact, packageVersionId, vulnerability } = row;
  const behind = `${serviceHref(service.slug)}/inspector/${artifact.id}/${packageVersionId}/${encodeURIComponent(vulnerability.id)}`;
  return (
    <Facts
      facts={[
        { label: "Who says so", value: <SaysMark sides={sides} /> },
        {
          label: "OSV",
          value:
            sides.status === "inspector" ? (
              <span className="text-muted">no advisory affects it</span>
            ) : (
              <>
                <span className="font-mono text-[12.5px]">
                  <VisibleText text={sources.map(({ id }) => id).join(", ")} />
                </span>
                <span className="block">
                  {fixed.length > 0 ? "Fixed in " : null}
                  <FixedIn versions={fixed} either />
                </span>
              </>
            ),
        },
        {
          label: "Inspector",
          value: (
            <>
              <InspectorSays row={sides} />
              {sides.inspector ? (
                <Link href={behind} prefetch={false} className="link">
                  Its findings
                </Link>
              ) : null}
            </>
          ),
        },
      ]}
    />
  );
}
