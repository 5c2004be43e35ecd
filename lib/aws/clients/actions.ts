/** Operations that a policy knows under another name; null: nothing has to allow them. */
const otherNames: Readonly<Record<string, string | null>> = {
  "s3:ListObjectsV2": "s3:ListBucket",
  "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
  "sts:GetCallerIdentity": null,
};

/**
 * What a policy has to allow for a command of the SDK: `inspector2:ListFindings` for `Inspector2Client` and `ListFindingsCommand`.
 * Null: nothing has to.
 */
export function actionOf(clientName: string, commandName: string): string | null {
  const name = `${clientName.replace(/Client$/, "").toLowerCase()}:${commandName.replace(/Command$/, "")}`;
  const other = otherNames[name];
  return other === undefined ? name : other;
}
