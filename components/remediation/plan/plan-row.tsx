import { BroughtList } from "@/components/remediation/plan/brought-list";
import { ClosedCounts } from "@/components/remediation/plan/closed-counts";
import { count } from "@/components/ui/number-format";
import { Td } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import { packageHref } from "@/components/urls";
import { disagreementText, placesOf, versionsText } from "@/lib/remediation/plan/plan-words";
import type { PlanTarget, PlanUpgrade } from "@/lib/remediation/plan/schemas";
import { visible } from "@/lib/text/visible.mjs";

const mono = "font-mono text-[12.5px]";

/** One upgrade: what, from which versions to which, and what that closes; below it what it brings. */
export function PlanRow({ upgrade, step, closedBefore, findings }: { upgrade: PlanUpgrade; step: number; closedBefore: number; findings: number }) {
  const { package: named, versions, own, closes, closedSoFar, brings, bringsMore, disagreements, href } = upgrade;
  return (
    <tr className="align-top hover:bg-hover">
      <Td className="pt-2 text-right text-muted max-md:hidden!">{step}</Td>
      <Td className="whitespace-normal pt-2 max-md:basis-full">
        <a data-row href={packageHref(named)} className={`link wrap-anywhere ${mono}`} title={visible(`${named.ecosystem} ${named.name}`)}>
          <VisibleText text={named.name} />
        </a>{" "}
        <span className="text-muted text-xs">{howText(upgrade)}</span>
        {own > 0 ? (
          <p className="mt-0.5 text-xs">
            <a href={href} className="link inline-flex min-h-6 items-center">
              {count(own)} of its own
            </a>
          </p>
        ) : null}
        {disagreements.map((each) => (
          <p key={each.vulnerability} className="mt-0.5 text-unknown text-xs">
            Sources disagree: <VisibleText text={disagreementText(each)} />
          </p>
        ))}
        <BroughtList brings={brings} more={bringsMore} by={named.name} />
      </Td>
      <Td label="In use" className={`max-w-44 truncate pt-2 text-muted ${mono}`} title={visible(versions.map(({ version }) => version).join("\n"))}>
        <VisibleText text={versionsText(versions.slice(0, 3))} />
        {versions.length > 3 ? " …" : ""}
      </Td>
      <Td label="Same major" className="pt-2">
        <TargetCell own={own} target={upgrade.sameLine} />
      </Td>
      <Td label="Any" className="pt-2">
        <TargetCell own={own} target={upgrade.any} />
      </Td>
      <Td label="Closes" className="whitespace-normal pt-2 lg:min-w-28">
        <ClosedCounts closes={closes} together={closedSoFar - closedBefore - closes.findings} />
      </Td>
      <Td label="Services" className="pt-2 text-right">
        {count(placesOf(upgrade).services)}
      </Td>
      <Td label="Teams" className="pt-2 text-right">
        {count(placesOf(upgrade).teams)}
      </Td>
      <Td label="Closed so far" className="pt-2 text-right">
        <b className="font-semibold">{count(closedSoFar)}</b> <span className="text-muted">of {count(findings)}</span>
        <svg aria-hidden="true" className="mt-1 block h-1.5 w-full min-w-24 max-md:hidden">
          <title>Share closed</title>
          <rect width="100%" height="100%" rx="3" className="fill-sunken" />
          <rect width={`${(closedSoFar / Math.max(findings, 1)) * 100}%`} height="100%" rx="3" className="fill-clean" />
        </svg>
      </Td>
    </tr>
  );
}

function howText({ how, sourcePackage, release, package: { ecosystem, name }, line }: PlanUpgrade): string {
  const parts = [ecosystem];
  if (release) parts.push(release);
  if (sourcePackage !== null && sourcePackage !== name) parts.push(`source ${sourcePackage.slice(sourcePackage.lastIndexOf("/") + 1)}`);
  if (line !== "") parts.push(`${line}.x`);
  if (how === "overridden") parts.push("set its version by hand, whatever brings it");
  return parts.join(", ");
}

function TargetCell({ own, target }: { own: number; target: PlanTarget | null }) {
  if (target === null) return <span className="text-muted">{own === 0 ? "see what it brings" : "none known"}</span>;
  const { version, from, leaves, introduces } = target;
  const remarks = [
    ...(from === "fleet" ? ["in the fleet"] : []),
    ...(leaves > 0 ? [`leaves ${count(leaves)}`] : []),
    ...(introduces > 0 ? [`has ${count(introduces)} others`] : []),
  ];
  return (
    <>
      <b className={`block max-w-40 truncate font-semibold ${mono}`} title={visible(version)}>
        <VisibleText text={version} />
      </b>
      {remarks.length > 0 ? <span className="text-muted text-xs">{remarks.join(", ")}</span> : null}
    </>
  );
}
