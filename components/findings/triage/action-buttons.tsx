import { CalendarClock, Gavel, MessageSquare, UserRound } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

export const actions = ["decide", "assign", "due", "comment"] as const;
export type Action = (typeof actions)[number];

const shown: Record<Action, { label: string; key: string; icon: typeof Gavel }> = {
  decide: { label: "Decide", key: "d", icon: Gavel },
  assign: { label: "Assign", key: "a", icon: UserRound },
  due: { label: "Due", key: "t", icon: CalendarClock },
  comment: { label: "Comment", key: "c", icon: MessageSquare },
};

/** What can be done to findings; each has a key too. */
export function ActionButtons({ onAct }: { onAct: (action: Action) => void }) {
  return actions.map((action) => {
    const { label, key, icon: Icon } = shown[action];
    return (
      <Button key={action} look={action === "decide" ? "primary" : "plain"} onClick={() => onAct(action)}>
        <Icon aria-hidden />
        {label}
        <Kbd className={action === "decide" ? "border-bg/40 bg-transparent text-bg max-sm:hidden" : "max-sm:hidden"}>{key}</Kbd>
      </Button>
    );
  });
}
