import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { type InputFault, WhereinError } from "@/lib/errors";
import { type FeedAddress, readAddress } from "./addresses";
import { accountNotFound, feedNotFound } from "./not-found";
import { toFeed } from "./present";
import { type AccountRow, lockAccount } from "./queries/accounts";
import { insertFeed, selectFeeds } from "./queries/feeds";
import { type CreateFeed, createFeedSchema, type Feed } from "./schemas";

/**
 * Takes in a queue to read events from, a place in S3 with reports, or a topic that may send. It is read in the role of its account. Needs
 * `aws:write`; throws `not_found` for the account, `invalid`, and `conflict` for an address that is there already.
 */
export async function createFeed({ ctx, input }: Verb<CreateFeed>): Promise<Feed> {
  requireScope(ctx, "aws:write");
  const { accountId, address, region } = createFeedSchema.parse(input);
  const place = readAddress(address);
  if (place === null) throw invalidFeed({ pointer: "/address", detail: "Is no address of a queue, a bucket or a topic", code: "custom" });
  return inTransaction(async (client) => {
    const account = await lockAccount(client, accountId);
    if (account === null) throw accountNotFound(accountId);
    const row = { accountId, region: regionOf(place, region, account), kind: place.kind, address };
    const id = await insertFeed(client, row);
    if (id === null)
      throw new WhereinError("conflict", `${address} is a feed already.`, {
        reason: "aws_feed_exists",
        errors: [{ pointer: "/address", detail: "Taken", code: "taken" }],
      });
    await recordAudit(client, ctx, { action: "aws_feed.created", subjectKind: "aws_feed", subjectId: String(id), detail: row });
    const [created] = await selectFeeds(client, id);
    if (created === undefined) throw feedNotFound(id);
    return toFeed(created, new Date());
  });
}

function regionOf(place: FeedAddress, given: string | undefined, account: AccountRow): string {
  if (place.region === null) return given ?? account.regions[0] ?? "us-east-1";
  if (given === undefined || given === place.region) return place.region;
  throw invalidFeed({ pointer: "/region", detail: `The address says ${place.region}`, code: "custom" });
}

function invalidFeed(fault: InputFault): WhereinError {
  return new WhereinError("invalid", "The feed cannot be taken in as it is given.", { reason: "aws_feed_invalid", errors: [fault] });
}
