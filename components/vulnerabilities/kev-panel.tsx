import { Facts } from "@/components/ui/facts";
import { Panel } from "@/components/ui/panel";
import { VisibleText } from "@/components/ui/visible-text";
import { readKevNotes } from "@/components/vulnerabilities/kev-notes";
import { References } from "@/components/vulnerabilities/references";
import type { Vulnerability } from "@/lib/advisories/vulnerabilities/schemas";

/** What CISA's catalogue says of it. */
export function KevPanel({ kev }: { kev: NonNullable<Vulnerability["kev"]> }) {
  const { text, urls } = readKevNotes(kev.notes ?? "");
  return (
    <Panel title="Known exploited" note="CISA KEV">
      <Facts
        facts={[
          { label: "Added", value: kev.addedOn },
          { label: "Due", value: kev.dueOn },
          { label: "Ransomware", value: kev.ransomware ? "used in campaigns" : "not known" },
          { label: "Product", value: <VisibleText text={`${kev.vendor} ${kev.product}`} /> },
          { label: "Action", value: <VisibleText text={kev.action} /> },
          { label: "Notes", value: text === "" ? null : <VisibleText text={text} /> },
          { label: "See", value: urls.length === 0 ? null : <References references={urls.map((url) => ({ url }))} /> },
        ]}
      />
    </Panel>
  );
}
