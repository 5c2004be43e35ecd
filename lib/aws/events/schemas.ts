import { z } from "zod";
import type { TakenEvent } from "./take-event";

export const takenEventSchema = z.object({
  id: z.string().describe("The event's id, or the message's of SNS."),
  kind: z.enum(["finding", "coverage", "workloads", "image", "scan", "other", "membership"]).describe("What it is about."),
  became: z
    .enum(["taken", "ignored", "duplicate"])
    .describe("`ignored`: an event of a kind from which nothing follows here; `duplicate`: it was taken before, and changed nothing now."),
  reason: z.string().nullable().describe("Why it is ignored."),
});

/** What became of the events of one request. */
export const eventsAnswerSchema = z
  .object({
    data: z.array(takenEventSchema).describe("In the order in which they were sent."),
    duplicate: z.boolean().describe("Everything was taken before."),
  })
  .meta({ example: { data: [{ id: "5325facf-a1aa-7d97-6bce-25fde6f6d2fc", kind: "finding", became: "taken", reason: null }], duplicate: false } });
export type EventsAnswer = z.infer<typeof eventsAnswerSchema>;

export function answerOf(taken: readonly TakenEvent[]): EventsAnswer {
  return { data: [...taken], duplicate: taken.every(({ became }) => became === "duplicate") };
}
