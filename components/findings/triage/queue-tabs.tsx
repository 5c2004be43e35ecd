import { type FindingsView, findingsHref } from "@/components/findings/view";
import { TabLinks } from "@/components/ui/tab-links";

const tabs = [
  { label: "To do", decision: [], assignee: undefined, due: undefined },
  { label: "Mine", decision: [], assignee: "me", due: undefined },
  { label: "Nobody's", decision: [], assignee: "none", due: undefined },
  { label: "Overdue", decision: [], assignee: undefined, due: "overdue" },
  { label: "Decided", decision: ["accepted", "not_affected", "fixed"], assignee: undefined, due: undefined },
] as const;

/** The parts of the queue that people come for; the other filters stay. */
export function QueueTabs({ base, view }: { base: string; view: FindingsView }) {
  const isHere = ({ decision, assignee, due }: (typeof tabs)[number]) =>
    view.state === "todo" && view.assignee === assignee && view.due === due && view.decision.join() === decision.join();
  return (
    <TabLinks
      label="Parts of the queue"
      className="mb-0 border-b-0"
      tabs={tabs.map((tab) => ({
        label: tab.label,
        current: isHere(tab),
        href: findingsHref(base, view, { state: "todo", decision: tab.decision, assignee: tab.assignee, due: tab.due, source: undefined, sbomGap: undefined }),
      }))}
    />
  );
}
