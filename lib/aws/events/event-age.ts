import { invalid } from "@/lib/http/problem";

/**
 * EventBridge tries for 24 hours after the event at most (MaximumEventAgeInSeconds), and an hour is for clocks and for the time between what happened and its
 * event. Shorter than ids are kept, so that no event is ever old enough to be taken twice.
 */
const ageMsMax = 25 * 3_600_000;
const aheadMsMax = 300_000;

/** Throws `invalid` for an event that is too old or not yet: it was recorded and is played again, or made up. */
export function requireFresh(time: string, pointer: string, now: Date): void {
  const ageMs = now.getTime() - Date.parse(time);
  if (ageMs > ageMsMax)
    throw invalid([{ pointer, detail: `The event is of ${time}: those older than 25 hours are not taken`, code: "too_old" }], "event_too_old");
  if (ageMs < -aheadMsMax) throw invalid([{ pointer, detail: `The event is of ${time}, which is still to come`, code: "ahead" }], "event_ahead");
}
