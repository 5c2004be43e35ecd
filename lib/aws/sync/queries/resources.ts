import type { Pool } from "pg";
import type { AwsResource } from "@/lib/aws/model";

type Place = { accounts: readonly string[]; region: string };

const columns = `r.key, r.type, r.type_name as "typeName", r.account, r.region, r.name, r.tags, r.labels, r.platform, r.architecture, r.digest`;
/** What Inspector lists in its coverage, one by one. */
const covered = "('AWS_ECR_CONTAINER_IMAGE', 'AWS_LAMBDA_FUNCTION', 'AWS_EC2_INSTANCE')";

/**
 * Images, functions and instances of some accounts in a region that were known before a listing of coverage began, of which it said nothing, and that are
 * not known as such (`reason`) yet.
 */
export async function selectUnlistedResources(
  on: Pool,
  { accounts, region, before, reason }: Place & { before: Date; reason: string },
  limit: number,
): Promise<AwsResource[]> {
  const { rows } = await on.query<AwsResource>(
    `select ${columns} from aws_resource r
     where r.account = any ($1::text[]) and r.region = $2 and r.type in ${covered}
       and r.first_seen_at < $3 and (r.coverage_at is null or (r.coverage_at < $3 and r.scan_reason is distinct from $4)) order by r.id limit $5`,
    [accounts, region, before, reason, limit],
  );
  return rows;
}

/** Images, functions and instances with findings that were closed since coverage was last known of them, if it ever was. */
export async function selectUnverifiedResources(on: Pool, { accounts, region }: Place, limit: number): Promise<AwsResource[]> {
  const { rows } = await on.query<AwsResource>(
    `select ${columns} from aws_resource r where r.account = any ($1::text[]) and r.region = $2 and r.type in ${covered} and exists (
       select from (select f.* from inspector_finding f where f.resource_id = r.id
         union all select f.* from inspector_further x join inspector_finding f on f.id = x.finding_id where x.resource_id = r.id) f where f.status = 'CLOSED'
         and case when f.said_status = 'CLOSED' then f.updated_at else coalesce(f.unlisted_at, f.updated_at) end > coalesce(r.coverage_at, '-infinity')) order by r.id limit $3`,
    [accounts, region, limit],
  );
  return rows;
}

/** Ids of those of these findings that are known. */
export async function selectIdsOfFindings(on: Pool, arns: readonly string[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>("select id from inspector_finding where arn = any ($1::text[])", [arns]);
  return rows.map(({ id }) => id);
}

/** Repositories of an account and region that are known by images in them, in their order. */
export async function selectRepositories(on: Pool, accountId: string, region: string): Promise<string[]> {
  const { rows } = await on.query<{ name: string }>(
    `select distinct name from aws_resource where type in ('AWS_ECR_CONTAINER_IMAGE', 'AWS_ECR_REPOSITORY') and account = $1 and region = $2 and name <> '' order by 1`,
    [accountId, region],
  );
  return rows.map(({ name }) => name);
}

/** Those of these indexes that are known already. */
export async function selectKnownIndexes(on: Pool, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await on.query<{ digest: string }>("select distinct index_digest as digest from aws_image_index where index_digest = any ($1::text[])", [
    digests,
  ]);
  return new Set(rows.map(({ digest }) => digest));
}

/** Accounts that may be spoken for: those that are kept. */
export async function selectKnownAccounts(on: Pool): Promise<ReadonlySet<string>> {
  const { rows } = await on.query<{ id: string }>("select account_id as id from aws_account where enabled");
  return new Set(rows.map(({ id }) => id));
}
