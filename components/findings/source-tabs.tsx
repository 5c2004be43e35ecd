import { type FindingsView, findingsHref } from "@/components/findings/view";
import { TabLinks } from "@/components/ui/tab-links";

const tabs = [
  { label: "What OSV says", source: undefined, sbomGap: undefined },
  { label: "Both", source: "both", sbomGap: undefined },
  { label: "Only OSV", source: "osv", sbomGap: undefined },
  { label: "Only Inspector", source: "inspector", sbomGap: undefined },
  { label: "SBOM gaps", source: "inspector", sbomGap: "true" },
] as const;

/** Who says so. What only Inspector reports is a list of its own, because it is no finding of an SBOM. */
export function SourceTabs({ base, view }: { base: string; view: FindingsView }) {
  return (
    <TabLinks
      label="Who says so"
      className="mb-3"
      tabs={tabs.map(({ label, source, sbomGap }) => ({
        label,
        href: findingsHref(base, view, { source, sbomGap }),
        current: view.source === source && view.sbomGap === sbomGap,
      }))}
    />
  );
}
