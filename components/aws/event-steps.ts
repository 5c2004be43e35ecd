/** What EventBridge has to send: all that is taken, and nothing else. */
export const eventPattern = JSON.stringify(
  {
    source: ["aws.inspector2", "aws.ecr", "aws.ecs"],
    "detail-type": ["Inspector2 Finding", "Inspector2 Coverage", "Inspector2 Scan", "ECR Image Action", "ECS Task State Change"],
  },
  null,
  2,
);

/** Where AWS sends events. */
export const eventsAddress = (address: string) => `${address}/api/v1/aws/events`;

/** Commands that set up an API destination with a secret; `$REGION` is where they are run. */
export function destinationCommands(address: string, secret: string): string {
  return [
    "CONNECTION=$(aws events create-connection --name wherein --authorization-type API_KEY \\",
    `  --auth-parameters 'ApiKeyAuthParameters={ApiKeyName=X-Api-Key,ApiKeyValue=${secret}}' \\`,
    "  --query ConnectionArn --output text)",
    'aws events create-api-destination --name wherein --connection-arn "$CONNECTION" --http-method POST \\',
    `  --invocation-endpoint ${eventsAddress(address)} --invocation-rate-limit-per-second 300`,
  ].join("\n");
}

/** Commands that have a topic signed as it must be, and subscribed. */
export function topicCommands(address: string): string {
  return [
    'aws sns set-topic-attributes --topic-arn "$TOPIC" --attribute-name SignatureVersion --attribute-value 2',
    `aws sns subscribe --topic-arn "$TOPIC" --protocol https --notification-endpoint ${eventsAddress(address)}`,
  ].join("\n");
}
