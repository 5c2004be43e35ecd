import { EventLane } from "./event-lane";
import { Refusals } from "./refusals";
import { SnsCertificates } from "./sns/certificates";
import { type FetchPinned, fetchPinned } from "./sns/fetch-pinned";

/** What a process needs once to take events. */
export type EventServices = { lane: EventLane; refusals: Refusals; certificates: SnsCertificates; fetch: FetchPinned };

/** Makes it. `fetch` reaches the hosts of SNS; only tests give another. */
export function startEventServices({ fetch = fetchPinned }: { fetch?: FetchPinned } = {}): EventServices {
  return { lane: new EventLane(), refusals: new Refusals(), certificates: new SnsCertificates(fetch), fetch };
}
