export { AwsSync, type AwsSyncParts } from "./aws-sync";
export { openAwsSync } from "./open-aws-sync";
export { awsSyncTask } from "./queries/jobs";
