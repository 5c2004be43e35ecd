import Link from "next/link";
import { type End, EndDeployment } from "@/components/deployments/end-deployment";
import { EnvironmentName } from "@/components/deployments/environment-name";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime, ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { buildHref } from "@/components/urls";
import type { Deployment } from "@/lib/inventory/deployments/schemas";
import { visible } from "@/lib/text/visible.mjs";

type DeploymentsTableProps = {
  label: string;
  deployments: readonly Deployment[];
  /** Given for what runs, by those who may say that it ended. */
  end?: End | null;
};

/** What runs, or ran, where: one row a deployment. */
export function DeploymentsTable({ label, deployments, end = null }: DeploymentsTableProps) {
  return (
    <TableFrame label={label}>
      <Table stack>
        <thead>
          <tr>
            <Th>Environment</Th>
            <Th>Artifact</Th>
            <Th>Build</Th>
            <Th>Commit</Th>
            <Th>From</Th>
            <Th>To</Th>
            <Th>Known from</Th>
            {end ? (
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {deployments.map((deployment) => (
            <tr key={deployment.id} className="hover:bg-hover">
              <Td className="max-md:basis-full">
                <EnvironmentName environment={deployment.environment} />
              </Td>
              <Td label="Artifact" className="truncate max-lg:max-w-64 lg:w-[26%] lg:max-w-0">
                <ArtifactCell artifact={deployment.artifact} />
              </Td>
              <Td label="Build" className="max-w-48 truncate">
                <Link data-row prefetch={false} href={buildHref(deployment.service.slug, deployment.artifact.id, deployment.build.seq)} className="link">
                  <VisibleText text={deployment.build.version ?? `Build ${deployment.build.seq}`} />
                </Link>
              </Td>
              <Td label="Commit" className="font-mono text-[12.5px] text-muted">
                <VisibleText text={deployment.build.commit?.slice(0, 8) ?? "none"} />
              </Td>
              <Td label="From">
                <ShortTime at={deployment.from} />
              </Td>
              <Td label="To">{deployment.to === null ? <span className="text-muted">still runs</span> : <ShortTime at={deployment.to} />}</Td>
              <Td label="Known from" className="text-muted">
                <SourceCell deployment={deployment} />
              </Td>
              {end ? <Td className="text-right">{deployment.source === "api" ? <EndDeployment deployment={deployment} end={end} /> : null}</Td> : null}
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

/** Who says that it runs: a deploy job once, or what is looked at again and again. */
function SourceCell({ deployment: { source, sourceText, seenIn, recordedAt } }: { deployment: Deployment }) {
  if (source !== "api") return <span title={seenIn.map(visible).join(", ")}>{visible(sourceText)}</span>;
  return (
    <>
      {sourceText}, <RelativeTime at={recordedAt} />
    </>
  );
}

/** A retired artifact goes on running: both are shown. */
function ArtifactCell({ artifact }: { artifact: Deployment["artifact"] }) {
  return (
    <>
      <VisibleText text={artifact.name} />{" "}
      <span className="text-muted">
        <VisibleText text={artifact.ref} />
      </span>
      {artifact.retiredAt ? (
        <span
          className="ml-2 rounded border border-unknown/50 px-1 text-2xs text-unknown"
          title="Retired: questions about packages leave it out, though this runs"
        >
          retired
        </span>
      ) : null}
    </>
  );
}
