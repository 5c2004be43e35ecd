import { plansToMarkdown } from "@/components/blast-radius/upgrades-markdown";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { count, plural } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import { packageHref } from "@/components/urls";
import type { UpgradePlan } from "@/lib/blast-radius/plan/upgrade-plan";
import { visible } from "@/lib/text/visible.mjs";

type Upgrade = UpgradePlan["data"][number];

/** The few direct dependencies to bump, in the order that clears most services. */
export function UpgradesTab({ plan, subject }: { plan: UpgradePlan; subject: string }) {
  const { data, meta } = plan;
  if (data.length === 0)
    return (
      <div className="panel">
        <EmptyState title="Nothing to upgrade">
          <p>
            {meta.rows === 0
              ? "No service is known to hold it now. What it held before needs no upgrade, but its secrets may need changing."
              : "The SBOMs do not say which direct dependency brings it: they have no dependency graph."}
          </p>
        </EmptyState>
      </div>
    );
  const cleared = data.at(-1)?.clearedSoFar ?? 0;
  return (
    <>
      <div className="mb-2.5 flex flex-wrap items-center justify-between gap-2">
        <p>
          {data.length === 1 ? "One upgrade clears" : `These ${plural(data.length, "upgrade")} clear`} <b className="font-semibold">{count(cleared)}</b> of the{" "}
          {plural(meta.services, "service")} that hold it now.
          {meta.unexplainedRows > 0 ? (
            <span className="text-unknown"> {plural(meta.unexplainedRows, "row")} of SBOMs that do not say what brings it cannot be planned.</span>
          ) : null}
          {meta.partlyExplainedRows > 0 ? (
            <span className="text-unknown"> {plural(meta.partlyExplainedRows, "row")} may be brought by more than is known, and never count as cleared.</span>
          ) : null}
        </p>
        <CopyButton text={plansToMarkdown(plan, subject)} label="Copy as Markdown" />
      </div>
      <TableFrame label="Upgrades">
        <Table stack>
          <thead>
            <tr>
              <Th className="w-8 text-right">Step</Th>
              <Th>Bump</Th>
              <Th>From</Th>
              <Th>To</Th>
              <Th className="text-right">Services</Th>
              <Th className="text-right">Clears alone</Th>
              <Th className="text-right">Cleared so far</Th>
              <Th className="w-[18%] max-md:hidden">
                <span className="sr-only">Share cleared</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {data.map((upgrade, place) => (
              <UpgradeLine key={`${upgrade.package.ecosystem} ${upgrade.package.name}`} upgrade={upgrade} step={place + 1} services={meta.services} />
            ))}
          </tbody>
        </Table>
      </TableFrame>
      <p className="mt-2 max-w-prose text-muted">
        A version "in the fleet" is one that other services hold without any of it: whether it fits here was not tried.
      </p>
    </>
  );
}

function UpgradeLine({ upgrade, step, services }: { upgrade: Upgrade; step: number; services: number }) {
  const { versions, bumpTo, isHit } = upgrade;
  const from = versions.map(({ version }) => version || "no version");
  return (
    <tr className="hover:bg-hover">
      <Td className="text-right text-muted max-md:hidden!">{step}</Td>
      <Td className="max-w-80 truncate font-mono text-[12.5px] max-md:basis-full" title={visible(`${upgrade.package.ecosystem} ${upgrade.package.name}`)}>
        <a data-row href={packageHref(upgrade.package)} className="link">
          <VisibleText text={upgrade.package.name} />
        </a>
        {isHit ? <span className="ml-2 font-sans text-muted text-xs">the package itself</span> : null}
      </Td>
      <Td label="From" className="max-w-56 truncate font-mono text-[12.5px] text-muted" title={visible(from.join("\n"))}>
        <VisibleText text={from.slice(0, 3).join(", ")} />
        {from.length > 3 ? ` +${from.length - 3}` : ""}
      </Td>
      <Td label="To" className="max-w-56 truncate font-mono text-[12.5px]">
        {bumpTo ? (
          <>
            <b className="font-semibold">
              <VisibleText text={bumpTo.version} />
            </b>{" "}
            <span className="font-sans text-muted text-xs">
              {bumpTo.from === "advisory" ? "fixes it, by the advisory" : `in the fleet, ${plural(bumpTo.artifacts, "artifact")}`}
            </span>
          </>
        ) : (
          <span className="font-sans text-muted">no version known that is free of it</span>
        )}
      </Td>
      <Td label="Services" className="text-right">
        {count(upgrade.services)}
      </Td>
      <Td label="Clears alone" className="text-right">
        {count(upgrade.clearsAlone)}
      </Td>
      <Td label="Cleared so far" className="text-right">
        <b className="font-semibold">{count(upgrade.clearedSoFar)}</b> <span className="text-muted">of {count(services)}</span>
      </Td>
      <Td className="max-md:hidden!">
        <svg aria-hidden="true" className="block h-1.5 w-full">
          <title>Share cleared</title>
          <rect width="100%" height="100%" rx="3" className="fill-sunken" />
          <rect width={`${(upgrade.clearedSoFar / Math.max(services, 1)) * 100}%`} height="100%" rx="3" className="fill-clean" />
        </svg>
      </Td>
    </tr>
  );
}
