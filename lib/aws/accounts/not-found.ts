import { WhereinError } from "@/lib/errors";

export function accountNotFound(accountId: string): WhereinError {
  return new WhereinError("not_found", `There is no AWS account ${accountId} here.`, { reason: "aws_account_not_found" });
}

export function feedNotFound(id: number): WhereinError {
  return new WhereinError("not_found", `There is no feed of AWS with the id ${id}.`, { reason: "aws_feed_not_found" });
}
