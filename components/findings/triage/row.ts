import type { DecidedState } from "@/lib/decisions/words";
import type { PersonRef } from "@/lib/findings/notes/schemas";
import type { RankReason } from "@/lib/findings/queue/rank";
import type { Finding } from "@/lib/findings/schemas";

export type TriageRow = Finding & {
  rank: number | null;
  rankReasons: RankReason[];
  decision: { id: string | null; state: DecidedState; until: string | null } | null;
  dueAt: string | null;
  assignee: PersonRef | null;
  comments: number;
};
