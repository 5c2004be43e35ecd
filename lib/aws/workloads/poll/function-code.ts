import type { AliasConfiguration, FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { AwsClients } from "@/lib/aws/clients";
import { codeDigest, imageDigest, readAwsTime } from "@/lib/aws/read";
import { WhereinError } from "@/lib/errors";
import { allPages } from "./all-pages";

/**
 * Code of a function that runs. Published versions never change, and when an alias came to point at one is not said: `since` is null. The unpublished
 * one changes whenever the function is modified. `configuration`: where it is known already.
 */
export type FunctionCode = { arn: string; name: string; qualifier: string | null; since: string | null; configuration: FunctionConfiguration | null };

const unpublished = "$LATEST";

export async function listFunctions(clients: AwsClients): Promise<FunctionConfiguration[]> {
  const { ListFunctionsCommand } = await import("@aws-sdk/client-lambda");
  const lambda = await clients.lambda();
  return allPages(async (Marker) => {
    const answer = await lambda.send(new ListFunctionsCommand({ Marker, MaxItems: 50 }));
    return { items: answer.Functions, next: answer.NextMarker };
  });
}

/** What runs of a function: what its aliases point at, and without any its unpublished version. Nothing of one that is deleted meanwhile. */
export async function runningCodeOf(clients: AwsClients, configuration: FunctionConfiguration): Promise<FunctionCode[]> {
  const { FunctionName: name = "" } = configuration;
  const { FunctionArn: arn = name } = configuration;
  const aliases = await unlessGone(() => listAliases(clients, arn));
  if (aliases === null) return [];
  const versions = aliases.length === 0 ? [unpublished] : [...new Set(aliases.flatMap(versionsBehind))];
  return versions.map((version) =>
    version === unpublished
      ? { arn, name, qualifier: null, since: readAwsTime(configuration.LastModified), configuration }
      : { arn: `${arn}:${version}`, name, qualifier: version, since: null, configuration: null },
  );
}

async function listAliases(clients: AwsClients, FunctionName: string): Promise<AliasConfiguration[]> {
  const { ListAliasesCommand } = await import("@aws-sdk/client-lambda");
  const lambda = await clients.lambda();
  return allPages(async (Marker) => {
    const answer = await lambda.send(new ListAliasesCommand({ FunctionName, Marker, MaxItems: 50 }));
    return { items: answer.Aliases, next: answer.NextMarker };
  });
}

/** Those that get a part of the calls: the alias's own version gets what the weights of others leave. */
function versionsBehind({ FunctionVersion, RoutingConfig }: AliasConfiguration): string[] {
  const weights = Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {});
  const others = weights.filter(([, weight]) => weight > 0).map(([version]) => version);
  const left = 1 - weights.reduce((sum, [, weight]) => sum + weight, 0);
  return FunctionVersion === undefined || (left <= 0 && others.length > 0) ? others : [FunctionVersion, ...others];
}

/** The digest of the code: of an image that which its tag meant when the function was modified or published. Null where none can be read. */
export async function digestOfCode(clients: AwsClients, { arn, qualifier, configuration }: FunctionCode): Promise<string | null> {
  if (configuration !== null && configuration.PackageType !== "Image") return codeDigest(configuration.CodeSha256);
  const { GetFunctionCommand } = await import("@aws-sdk/client-lambda");
  const lambda = await clients.lambda();
  const asked = qualifier === null ? { FunctionName: arn } : { FunctionName: arn.slice(0, -qualifier.length - 1), Qualifier: qualifier };
  const answer = await unlessGone(() => lambda.send(new GetFunctionCommand(asked)));
  if (answer?.Configuration?.PackageType === "Image") return imageDigest(answer.Code?.ResolvedImageUri?.split("@").at(-1));
  return codeDigest(answer?.Configuration?.CodeSha256);
}

async function unlessGone<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WhereinError && error.reason === "aws_not_found") return null;
    throw error;
  }
}
