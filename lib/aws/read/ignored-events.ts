/** Events that are read and not kept, with the reason for people. What has no entry is of a type that we do not know. */
const reasons: ReadonlyMap<string, string> = new Map([
  ["aws.ecs ECS Service Action", "It is about a service of ECS and says nothing of digests; its tasks' own events do."],
  ["aws.ecs ECS Deployment State Change", "It is about a deployment of ECS and says nothing of digests; its tasks' own events do."],
  ["aws.ecs ECS Container Instance State Change", "It is about a machine that containers run on, and says nothing of digests."],
  ["aws.ecr ECR Image Scan", "It is about a scan by ECR itself; Inspector's scans are counted by their own events."],
  ["aws.ecr ECR Scan Resource Change", "It is about how often repositories are scanned, which coverage tells for each resource."],
  ["aws.ecr ECR Replication Action", "It is about a copy of an image, which the push there tells."],
  ["aws.ecr ECR Pull Through Cache Action", "It is about a cache of images, which the push there tells."],
  ["aws.codeartifact CodeArtifact Package Version State Change", "It is about a package in a repository of CodeArtifact, not about what is built or deployed."],
]);

/** Why an event that has no reader is not kept. */
export function ignoredReason({ source, detailType }: { source: string; detailType: string }): string {
  const reason = reasons.get(`${source} ${detailType}`);
  if (reason !== undefined) return reason;
  if (/ via CloudTrail$/.test(detailType)) return "cloudtrail: it says who called AWS, and nothing of what is deployed.";
  return source.startsWith("aws.") ? "Events of this type say nothing that is kept." : "It is not sent by a service of AWS.";
}
