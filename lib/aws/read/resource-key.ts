import { readArn } from "./arn";

type Named = { id: string; typeName: string; account: string; region: string };

/** The key of a resource: its ARN; of an id that only its account and region know (`i-0abc`), with these, so that two accounts never mean one resource. */
export function resourceKey({ id, typeName, account, region }: Named): string {
  if (id.startsWith("arn:")) return id;
  if (typeName === "AWS_EC2_INSTANCE") return `arn:${partitionOf(region)}:ec2:${region}:${account}:instance/${id}`;
  return `${account}/${region}/${id}`;
}

/** The id by which AWS knows the resource of a key. */
export function idInKey(key: string): string {
  if (key.startsWith("arn:")) return instanceIn(key) ?? key;
  return /^\d*\/[^/]*\/(.+)$/s.exec(key)?.[1] ?? key;
}

/** The id of the instance that an ARN is of, or null. */
export function instanceIn(arn: string): string | null {
  const { service, resource } = readArn(arn) ?? {};
  return (service === "ec2" && /^instance\/(.+)$/.exec(resource ?? "")?.[1]) || null;
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
