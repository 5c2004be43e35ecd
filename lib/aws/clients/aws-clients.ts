import type { ECRClient } from "@aws-sdk/client-ecr";
import type { ECSClient } from "@aws-sdk/client-ecs";
import type { Inspector2Client } from "@aws-sdk/client-inspector2";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { STSClient } from "@aws-sdk/client-sts";
import { hasOwnAwsEndpoint } from "@/lib/env";
import { type AwsAccess, type AwsPatience, awsPatience } from "./access";
import { type CredentialsProvider, credentialsOf } from "./credentials";
import { type WatchedClient, watchClient } from "./watch-client";

export type AwsPlace = { access: AwsAccess; region: string; signal: AbortSignal; patience?: AwsPatience };

/**
 * The clients of the SDK for one account and region, each loaded and made when it is first asked for. What they throw are `WhereinError`s
 * with an `AwsProblem` as reason. They find AWS, or a server in its place, by the SDK's own variables (`AWS_ENDPOINT_URL...`). To be closed.
 */
export class AwsClients {
  readonly access: AwsAccess;
  readonly region: string;
  readonly signal: AbortSignal;
  /** For what the SDK has no client for. */
  readonly credentials: CredentialsProvider;
  readonly #patience: AwsPatience;
  readonly #made = new Map<string, Promise<WatchedClient>>();

  constructor({ access, region, signal, patience = awsPatience }: AwsPlace) {
    this.access = access;
    this.region = region;
    this.signal = signal;
    this.credentials = credentialsOf(access, region);
    this.#patience = patience;
  }

  inspector(): Promise<Inspector2Client> {
    return this.#client("inspector2", async () => new (await import("@aws-sdk/client-inspector2")).Inspector2Client(this.#config));
  }
  sqs(): Promise<SQSClient> {
    // Queues are in the region of their feed; the endpoint is the client's, not that of the queue's URL, so that the variables of the SDK count.
    return this.#client("sqs", async () => new (await import("@aws-sdk/client-sqs")).SQSClient({ ...this.#config, useQueueUrlAsEndpoint: false }));
  }
  s3(): Promise<S3Client> {
    const forcePathStyle = hasOwnAwsEndpoint("S3");
    return this.#client("s3", async () => new (await import("@aws-sdk/client-s3")).S3Client({ ...this.#config, forcePathStyle, followRegionRedirects: true }));
  }
  ecs(): Promise<ECSClient> {
    return this.#client("ecs", async () => new (await import("@aws-sdk/client-ecs")).ECSClient(this.#config));
  }
  ecr(): Promise<ECRClient> {
    return this.#client("ecr", async () => new (await import("@aws-sdk/client-ecr")).ECRClient(this.#config));
  }
  lambda(): Promise<LambdaClient> {
    return this.#client("lambda", async () => new (await import("@aws-sdk/client-lambda")).LambdaClient(this.#config));
  }
  sts(): Promise<STSClient> {
    return this.#client("sts", async () => new (await import("@aws-sdk/client-sts")).STSClient(this.#config));
  }

  /** Closes their connections. */
  async close(): Promise<void> {
    for (const made of this.#made.values()) (await made).destroy();
    this.#made.clear();
  }

  get #config() {
    const { attempts, connectMs, requestMs } = this.#patience;
    return {
      region: this.region,
      credentials: this.credentials,
      maxAttempts: attempts,
      // Slows down by itself where AWS asks for it.
      retryMode: "adaptive",
      requestHandler: { connectionTimeout: connectMs, requestTimeout: requestMs, throwOnRequestTimeout: true },
    };
  }

  #client<Client extends WatchedClient>(service: string, make: () => Promise<Client>): Promise<Client> {
    const known = this.#made.get(service) as Promise<Client> | undefined;
    const client = known ?? make().then((made) => watchClient(made, this));
    this.#made.set(service, client);
    return client;
  }
}
