import type { AwsResource, AwsResourceType } from "../model";
import { type Arn, isRegion, readArn } from "./arn";
import { codeDigest, digestAtEnd, imageDigest } from "./digest";
import { AwsRefusal } from "./problem";
import { instanceIn, resourceKey } from "./resource-key";
import { isObject, type JsonObject, labelsOf, memberOf, neededText, objectOf, textOf, textsOf } from "./values";

/** What is known of the account and region from around a resource, for one whose id says neither. */
export type Around = { account: string; region: string };

/** Longest id: PostgreSQL's index takes no more than 2,704 bytes. */
const idLengthMax = 1_024;
const tagsMax = 200;

/** What each kind of resource says of itself, beside its id and type. */
type Said = Partial<Pick<AwsResource, "name" | "tags" | "platform" | "architecture" | "digest">>;

const detailsOf: Record<string, (details: JsonObject) => Said> = {
  awsEcrContainerImage: (image) => ({
    name: textOf(image, "repositoryName", 500) ?? undefined,
    tags: textsOf(image, "imageTags", tagsMax, 200),
    platform: textOf(image, "platform", 200),
    architecture: textOf(image, "architecture", 64),
    digest: imageDigest(memberOf(image, "imageHash")),
  }),
  awsLambdaFunction: (lambda) => ({
    name: textOf(lambda, "functionName", 500) ?? undefined,
    tags: textsOf({ versions: [memberOf(lambda, "version")] }, "versions", 1, 200),
    architecture: textsOf(lambda, "architectures", 1, 64)[0] ?? null,
    digest: codeDigest(memberOf(lambda, "codeSha256")),
  }),
  awsEc2Instance: (instance) => ({ platform: textOf(instance, "platform", 200) }),
  codeRepository: (repository) => ({ name: textOf(repository, "projectName", 500) ?? undefined }),
  // Azure's, which Inspector names since 2026.
  vm: (vm) => ({ name: textOf(vm, "vmName", 500) ?? undefined, platform: textOf(vm, "platform", 200) }),
  image: (image) => ({
    name: textOf(image, "repositoryName", 500) ?? undefined,
    tags: textsOf(image, "imageTags", tagsMax, 200),
    platform: textOf(image, "platform", 200),
    architecture: textOf(image, "architecture", 64),
    digest: imageDigest(memberOf(image, "imageDigest")),
  }),
  serverlessFunction: (code) => ({
    name: textOf(code, "serverlessFunctionName", 500) ?? undefined,
    tags: textsOf({ versions: [memberOf(code, "version")] }, "versions", 1, 200),
    architecture: textsOf(code, "architectures", 1, 64)[0] ?? null,
    digest: codeDigest(memberOf(code, "codeDigest")),
  }),
};

const types: ReadonlySet<string> = new Set<AwsResourceType>([
  "AWS_ECR_CONTAINER_IMAGE",
  "AWS_LAMBDA_FUNCTION",
  "AWS_EC2_INSTANCE",
  "AWS_ECR_REPOSITORY",
  "CODE_REPOSITORY",
]);

/** A resource as a finding names it. Throws `AwsRefusal` when it has no id or type. */
export function resourceOf(value: unknown, around: Around): AwsResource {
  if (!isObject(value)) throw new AwsRefusal("not_an_object", "", "A resource is an object.");
  const details = objectOf(value, "details");
  const said = Object.entries(detailsOf).find(([name]) => isObject(memberOf(details, name)));
  const region = textOf(value, "region", 64);
  return resourceFrom({
    id: neededText(value, "id", idLengthMax),
    typeName: neededText(value, "type", 200),
    region,
    labels: memberOf(value, "tags"),
    said: said === undefined ? {} : said[1](objectOf(details, said[0])),
    around,
  });
}

type Parts = { id: string; typeName: string; region: string | null; labels: unknown; said: Said; around: Around };

/** A resource of an id and what is said of it; what the id itself tells fills the rest. */
export function resourceFrom({ id, typeName, region, labels, said, around }: Parts): AwsResource {
  const arn = readArn(id);
  const type = types.has(typeName) ? (typeName as AwsResourceType) : "OTHER";
  const account = arn?.account ?? around.account;
  const place = { account, region: arn?.region ?? (region !== null && isRegion(region) ? region : around.region) };
  return {
    key: resourceKey({ id, typeName, ...place }),
    type,
    typeName,
    ...place,
    name: said.name ?? nameInId(id, arn),
    tags: said.tags !== undefined && said.tags.length > 0 ? said.tags : versionInArn(arn),
    labels: labelsOf(labels),
    platform: said.platform ?? null,
    architecture: said.architecture ?? null,
    digest: said.digest ?? digestAtEnd(id),
  };
}

/** `repository/<name>/sha256:...`, `function:<name>:<version>`, or the id. */
function nameInId(id: string, arn: Arn | null): string {
  if (arn === null) return id;
  if (arn.service === "ecr") return arn.resource.replace(/^repository\//, "").replace(/\/sha256:[^/]*$/, "");
  if (arn.service === "lambda") return arn.resource.split(":")[1] ?? id;
  return arn.resource.slice(arn.resource.lastIndexOf("/") + 1);
}

function versionInArn(arn: Arn | null): string[] {
  const version = arn?.service === "lambda" ? arn.resource.split(":")[2] : undefined;
  return version === undefined || version === "" ? [] : [version];
}

/** The type of a resource whose id is all that is known. */
export function typeOfId(id: string): AwsResourceType {
  if (/^i-[0-9a-f]+$/.test(id) || instanceIn(id) !== null) return "AWS_EC2_INSTANCE";
  const arn = readArn(id);
  if (arn?.service === "lambda" && arn.resource.startsWith("function:")) return "AWS_LAMBDA_FUNCTION";
  if (arn?.service === "ecr") return arn.resource.includes("/sha256:") ? "AWS_ECR_CONTAINER_IMAGE" : "AWS_ECR_REPOSITORY";
  return "OTHER";
}
