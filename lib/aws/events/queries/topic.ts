import type { ClientBase, Pool } from "pg";

/** A topic that may send, and the accounts that are set up here. */
export type Topic = { feedId: number; accounts: string[] };

/** The topic if it is an enabled feed; null when it is not. */
export async function selectTopic(db: Pool, arn: string): Promise<Topic | null> {
  const { rows } = await db.query<Topic>(
    `select id as "feedId", array(select account_id from aws_account where enabled) as accounts
     from aws_feed where kind = 'topic' and address = $1 and enabled`,
    [arn],
  );
  return rows[0] ?? null;
}

/** Notes that a topic's message was taken, at most once a minute. */
export async function touchTopic(on: ClientBase | Pool, feedId: number, at: Date): Promise<void> {
  await on.query(
    `update aws_feed set status = 'idle', succeeded_at = $2, problem = null
     where id = $1 and (succeeded_at is null or succeeded_at < $2::timestamptz - interval '1 minute' or problem is not null)`,
    [feedId, at],
  );
}

/** Notes what is wrong with a topic, for the page that lists it. */
export async function failTopic(on: ClientBase, feedId: number, problem: { code: string; detail: string }, at: Date): Promise<void> {
  await on.query(
    "update aws_feed set failed_at = $2, problem = jsonb_build_object('code', $3::text, 'detail', $4::text, 'at', $2::timestamptz) where id = $1",
    [feedId, at, problem.code, problem.detail],
  );
}
