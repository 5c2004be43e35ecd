import type { AwsProblem } from "./aws-problem";

const again = "It is tried again by itself.";

const actions: Readonly<Record<AwsProblem | "unsubscribed", string>> = {
  aws_denied: `Add the named action to the policy of the role: docs/aws.md has all of them. ${again}`,
  aws_role_refused: `Let the role trust the identity of Wherein with this account's external id, and let that identity call sts:AssumeRole on it. ${again}`,
  aws_no_credentials: `Give the process an identity: a role of its machine or task, or the variables of the SDK. No key is kept by Wherein. ${again}`,
  aws_credentials_expired: `Renew the credentials of the process, or check the clock of its machine. ${again}`,
  aws_throttled: `Others of the account may be asking much at the moment. ${again}`,
  aws_unreachable: `Check that the worker's machine may reach this service: region, firewall, name service, certificate, VPC endpoint. ${again}`,
  aws_failing: `AWS has a fault at the moment. ${again}`,
  aws_not_found: "Check the address of the feed and its region: it is not there, or was deleted.",
  aws_refused: "Check that Inspector is switched on in this account and region, and that the region is right.",
  unsubscribed: "Subscribe the address of events to the topic again.",
  aws_unreadable: `The log of the worker has the rest. ${again}`,
};

/** What to do about a problem with AWS, by its code. */
export function awsProblemAction(code: string): string {
  return (actions as Readonly<Record<string, string>>)[code] ?? `The log of the worker has the rest. ${again}`;
}
