import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { VisibleText } from "@/components/ui/visible-text";
import type { SourceList } from "@/lib/advisories/sources/schemas";

type Meta = SourceList["meta"];

/** Where everything comes from and why, and what is switched off. */
export function MirrorFacts({ meta }: { meta: Meta }) {
  const { osv, kev, epss, everyMinutes } = meta;
  return (
    <>
      {osv.address === null ? (
        <Notice tone="warning" title="Advisories are switched off" className="mb-4 max-w-[1000px]">
          <code>WHEREIN_OSV_URL</code> is <code>off</code>: nothing is fetched, and nobody learns here of new vulnerabilities or malware. Questions by package
          and version work all the same. What was mirrored before stays, and gets older.
        </Notice>
      ) : null}
      <div className="mb-5 max-w-[1000px]">
        <Facts
          facts={[
            { label: "OSV", value: <Address address={osv.address} /> },
            { label: "Ecosystems", value: <Ecosystems names={osv.ecosystems} /> },
            { label: "CISA KEV", value: <Address address={kev.address} /> },
            { label: "EPSS", value: <Address address={epss.address} /> },
            {
              label: "Interval",
              value: everyMinutes % 60 === 0 ? (everyMinutes === 60 ? "every hour" : `every ${everyMinutes / 60} hours`) : `every ${everyMinutes} min`,
            },
          ]}
        />
      </div>
    </>
  );
}

function Address({ address }: { address: string | null }) {
  if (address === null) return <span className="text-muted">switched off</span>;
  return (
    <code>
      <VisibleText text={address} />
    </code>
  );
}

function Ecosystems({ names }: { names: readonly string[] | null }) {
  if (names === null) return "those of which the inventory has packages; a new one comes within a minute of its first SBOM";
  return (
    <>
      <VisibleText text={names.join(", ")} />{" "}
      <span className="text-muted">
        (<code>WHEREIN_OSV_ECOSYSTEMS</code>)
      </span>
    </>
  );
}
