import { z } from "zod";
import { decidedStates } from "@/lib/decisions/words";
import { listOf } from "@/lib/inventory/read/schemas";
import { dueWords, todoStates } from "@/lib/query";
import { tierSchema } from "@/lib/sla/rule";
import { personRefSchema } from "./person-ref";

/** `todo` is what stays in the queue: `undecided`, `affected` and `under_investigation`. */
export const decisionFilterWords = ["todo", ...decidedStates] as const;

/** What lists of findings are narrowed to besides what they are of: by what is done about them. */
export const queueFilters = {
  decision: listOf(z.enum(decisionFilterWords))
    .transform((words) => [...new Set(words.flatMap((word) => (word === "todo" ? todoStates : [word])))])
    .optional()
    .describe(
      "What was decided of it, by the decision that counts; repeat for several. `todo` is what stays in the queue: `undecided`, `affected` and `under_investigation`.",
    ),
  assignee: listOf(z.union([z.enum(["me", "none", "disabled"]), z.uuid()]))
    .optional()
    .describe("`me`, `none`, `disabled` (people who are disabled), or the id of a person."),
  due: listOf(z.enum(dueWords))
    .optional()
    .describe("`overdue`, `soon` (within a week from now), `later`, or `none`: no policy sets any time. Of what is open, whatever was decided."),
  tier: listOf(z.coerce.number().pipe(tierSchema)).optional().describe("Of the service, 1 (most important) to 4; a service without one counts as 3."),
  environment: listOf(z.string().trim().toLowerCase().min(1).max(64))
    .optional()
    .describe("Where its artifact runs: `production` or `other` by the tier of environments, `none`: it is not known to run; or the name of an environment."),
};

export const rankReasonSchema = z.object({
  factor: z.enum(["malware", "kev", "severity", "epss", "tier", "exposure"]),
  words: z.string(),
  /** How much it adds, of the most that it could. */
  weight: z.number(),
  of: z.number(),
});

/** What the decision that counts says. */
export const decidedSchema = z.object({
  /** Null: nothing was decided. */
  id: z.uuid().nullable(),
  state: z.enum(decidedStates),
  /** A second person approved it. */
  approved: z.boolean(),
  /** When it expires. */
  until: z.iso.datetime().nullable(),
});

/** What a finding is in the queue; of what is not open, or only Inspector reports, nothing. */
export const queuedFields = {
  /** Its place in the queue, greater first: malware, then known exploited, then severity x EPSS x tier x where it runs. */
  rank: z.number().int().nullable(),
  rankReasons: z.array(rankReasonSchema),
  decision: decidedSchema.nullable(),
  /** What was decided and waits for a second person, the last where there are several. */
  waiting: z.object({ id: z.uuid(), state: z.enum(decidedStates) }).nullable(),
  /** By the policy, or by hand; null: no time is set. */
  dueAt: z.iso.datetime().nullable(),
  assignee: personRefSchema.nullable(),
  /** How many there are on the vulnerability in the package of the service. */
  comments: z.number().int(),
};
