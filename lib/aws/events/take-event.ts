import type { PoolClient } from "pg";
import type { AwsEvent } from "@/lib/aws/read";

/** What became of an event; `duplicate`: it was taken before, and changes nothing now. */
export type TakenEvent = { became: "taken" | "ignored" | "duplicate" };

/** Takes one event into the joined state, once. Throws `forbidden` for one of an account that is not among `allowedAccounts`. */
export async function takeEvent(_client: PoolClient, _event: AwsEvent, _options: { allowedAccounts: ReadonlySet<string>; at: Date }): Promise<TakenEvent> {
  throw new Error("events are not taken yet");
}
