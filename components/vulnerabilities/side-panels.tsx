import Link from "next/link";
import { Facts } from "@/components/ui/facts";
import { count, percent } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { VisibleText } from "@/components/ui/visible-text";
import { packageHref } from "@/components/urls";
import { FixedIn } from "@/components/vulnerabilities/fixed-in";
import { VulnerabilityMark } from "@/components/vulnerabilities/severity-mark";
import type { Vulnerability } from "@/lib/advisories/vulnerabilities/schemas";

const packagesShown = 8;
const referencesShown = 12;

/** What to do, how bad and why, by what names it is known, and where to read on. */
export function SidePanels({ vulnerability }: { vulnerability: Vulnerability }) {
  const { kev, aliases, references } = vulnerability;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <FixPanel vulnerability={vulnerability} />
      {kev ? (
        <Panel title="Known exploited" note="CISA KEV">
          <Facts
            facts={[
              { label: "Added", value: kev.addedOn },
              { label: "Due", value: kev.dueOn },
              { label: "Ransomware", value: kev.ransomware ? "used in campaigns" : "not known" },
              { label: "Product", value: <VisibleText text={`${kev.vendor} ${kev.product}`} /> },
              { label: "Action", value: <VisibleText text={kev.action} /> },
              { label: "Notes", value: kev.notes ? <VisibleText text={kev.notes} /> : null },
            ]}
          />
        </Panel>
      ) : null}
      <SeverityPanel vulnerability={vulnerability} />
      {aliases.length > 0 ? (
        <Panel title="Also known as" note={count(aliases.length)}>
          <ul className="flex flex-col gap-1 font-mono text-[12.5px] wrap-anywhere">
            {aliases.map((alias) => (
              <li key={alias}>
                <VisibleText text={alias} />
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {references.length > 0 ? (
        <Panel title="References" note={count(references.length)}>
          <References references={references.slice(0, referencesShown)} />
          {references.length > referencesShown ? (
            <details className="mt-1.5">
              <summary className="link w-fit leading-6">{count(references.length - referencesShown)} more</summary>
              <References references={references.slice(referencesShown)} />
            </details>
          ) : null}
        </Panel>
      ) : null}
    </div>
  );
}

function FixPanel({ vulnerability: { packages, packagesTotal, kind, services } }: { vulnerability: Vulnerability }) {
  if (packages.length === 0) return null;
  const title = kind === "malware" ? "Packages" : "Fixed in";
  return (
    <Panel title={title} note={services.affected > 0 ? "of the packages held" : "as advised"}>
      <ul className="flex flex-col gap-2">
        {packages.slice(0, packagesShown).map((each) => (
          <li key={`${each.ecosystem} ${each.name}`} className="wrap-anywhere font-mono text-[12.5px]">
            <Link href={packageHref(each)} prefetch={false} className="link">
              <VisibleText text={each.name} />
            </Link>{" "}
            <span className="font-sans text-muted">
              <VisibleText text={each.ecosystem} />
            </span>
            <span className="block">
              <FixedIn versions={each.fixed} open />
            </span>
          </li>
        ))}
      </ul>
      {packagesTotal > packagesShown ? <p className="mt-2 text-muted">And {count(packagesTotal - packagesShown)} more packages.</p> : null}
    </Panel>
  );
}

function SeverityPanel({ vulnerability: { kind, severity, epss } }: { vulnerability: Vulnerability }) {
  return (
    <Panel title={kind === "malware" ? "Kind" : "Severity"}>
      <Facts
        facts={[
          { label: kind === "malware" ? "Kind" : "Severity", value: <VulnerabilityMark kind={kind} severity={severity.word} score={severity.score} /> },
          {
            label: "Vector",
            value: severity.vector ? (
              <code className="text-[12px]">
                <VisibleText text={severity.vector} />
              </code>
            ) : null,
          },
          { label: "Said by", value: severity.source ? <VisibleText text={severity.source} /> : null },
          {
            label: "EPSS",
            value: epss
              ? `${percent(epss.score, 1)} within 30 days${epss.percentile === null ? "" : `, higher than ${percent(epss.percentile, 1)} of all`}`
              : "not scored",
          },
        ]}
      />
    </Panel>
  );
}

function References({ references }: { references: Vulnerability["references"] }) {
  return (
    <ul className="flex flex-col gap-1">
      {references.map(({ type, url }) => (
        <li key={url} className="truncate" title={url}>
          <span className="mr-2 text-muted text-xs">{type.toLowerCase()}</span>
          {/^https?:\/\//i.test(url) ? (
            <a href={url} rel="noreferrer nofollow noopener" target="_blank" className="link">
              <VisibleText text={url.replace(/^https?:\/\//i, "")} />
            </a>
          ) : (
            <VisibleText text={url} />
          )}
        </li>
      ))}
    </ul>
  );
}
