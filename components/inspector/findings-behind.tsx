import { resourceName } from "@/components/inspector/resources";
import { InspectorSeverity } from "@/components/inspector/side-cells";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { InspectorFindingView } from "@/lib/aws/observations/schemas/findings";
import { visible } from "@/lib/text/visible.mjs";

const cell = "h-auto whitespace-normal py-2 align-top";
const statuses = { ACTIVE: "open", SUPPRESSED: "suppressed", CLOSED: "closed" } as const;

/** Inspector's findings behind a row, each as it came but for what the row says already. */
export function FindingsBehind({ findings }: { findings: readonly InspectorFindingView[] }) {
  return (
    <TableFrame label="Findings of Inspector">
      <Table stack>
        <thead>
          <tr>
            <Th>Status</Th>
            <Th>Severity</Th>
            <Th>Resource</Th>
            <Th>Scanned</Th>
            <Th>Where in it, fixed in</Th>
            <Th>Observed</Th>
            <Th>Finding</Th>
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <tr key={finding.id} className="hover:bg-hover">
              <Td className={cell}>{statuses[finding.status]}</Td>
              <Td className={cell}>
                <InspectorSeverity severity={finding.severity} />
                {finding.score === null ? null : <span className="ml-1.5 text-muted text-xs">{finding.score.toFixed(1)}</span>}
              </Td>
              <ResourceCell resource={finding.resource} />
              <CoverageCell finding={finding} />
              <Td className={`${cell} min-w-56 wrap-anywhere font-mono text-[12.5px] max-md:basis-full`}>
                {finding.packages.map((each) => (
                  <span key={[each.manager, each.name, each.version, each.filePath, each.layer].join(" ")} className="block">
                    <VisibleText text={each.filePath ?? each.layer ?? `${each.name} ${each.version}`} />
                    <span className="font-sans text-muted">
                      {" "}
                      {each.fixed ? "fixed in " : "no fix known"}
                      {each.fixed ? <VisibleText text={each.fixed} /> : null}
                    </span>
                  </span>
                ))}
              </Td>
              <Td label="Observed" className={`${cell} whitespace-nowrap text-muted`}>
                <RelativeTime at={finding.firstObservedAt} />
                <span className="block text-xs">
                  last <RelativeTime at={finding.lastObservedAt} />
                </span>
              </Td>
              <Td className={`${cell} min-w-52 max-w-80 wrap-anywhere max-md:basis-full`}>
                <a href={`/api/v1/aws/findings/${finding.id}`} className="link" title="As Inspector gave it">
                  JSON
                </a>
                <span className="block font-mono text-[11px] text-muted">
                  <VisibleText text={finding.arn} />
                </span>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function ResourceCell({ resource }: { resource: InspectorFindingView["resource"] }) {
  const { digest, account, region, running, tags } = resource;
  return (
    <Td className={`${cell} min-w-60 max-w-96 wrap-anywhere max-md:basis-full`}>
      <span title={visible(resource.key)}>
        <VisibleText text={resourceName(resource)} />
      </span>
      {tags.length > 1 ? <span className="text-muted text-xs"> also {visible(tags.slice(1, 6).join(", "))}</span> : null}
      {digest ? (
        <span className="block font-mono text-[11px] text-muted">
          <VisibleText text={digest} />
        </span>
      ) : null}
      <span className="block text-muted text-xs">
        <VisibleText text={`${account} ${region}`} />
        {running.length > 0 ? (
          <span className="text-affected">
            {", runs in "}
            <VisibleText text={running.join(", ")} />
          </span>
        ) : null}
      </span>
    </Td>
  );
}

const scans = { ACTIVE: "scanned", INACTIVE: "no longer scanned" } as const;

function CoverageCell({ finding: { resource } }: { finding: InspectorFindingView }) {
  return (
    <Td label="Scanned" className={cell}>
      {resource.scan ? (
        <span className={resource.scan === "ACTIVE" ? undefined : "text-unknown"}>{scans[resource.scan]}</span>
      ) : (
        <span className="text-muted">not asked</span>
      )}
      {resource.scanReason ? (
        <span className="block text-muted text-xs">
          <VisibleText text={resource.scanReason} />
        </span>
      ) : null}
      <span className="block text-muted text-xs" title={resource.buildSeq === null ? "Which build it holds is not known" : `Build ${resource.buildSeq}`}>
        mapped by {resource.mappedBy}
      </span>
    </Td>
  );
}
