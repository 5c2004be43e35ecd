/** AWS's own clients, per account and region. */
export type { AwsAccess, AwsPatience } from "./access";
export { AwsClients, type AwsPlace } from "./aws-clients";
export { type AwsProblem, awsProblem } from "./aws-problem";
export { type AwsCredentials, type CredentialsProvider, credentialsOf } from "./credentials";
export { awsProblemAction } from "./problem-action";
