import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readAuthorisation } from "./authorisation";
import { AwsError } from "./aws-error";
import { actionOf, type Call } from "./call";
import { FakeEcr } from "./ecr";
import { FakeEcs } from "./ecs";
import { errorAnswer } from "./error-answer";
import { type Fault, Faults } from "./faults";
import { type FakeRole, Identities, processKey } from "./identities";
import { FakeInspector } from "./inspector";
import { FakeInspectorScan } from "./inspector-scan";
import { FakeLambda } from "./lambda";
import { violationsOf } from "./model";
import { FakeS3 } from "./s3";
import type { Answer, FakeRequest, FakeService, Protocol } from "./service";
import { checkSignature } from "./signature";
import { FakeSqs } from "./sqs";
import { FakeSts } from "./sts";

/** The account and region that the short names below mean, and of the process's own identity. */
export const home = { account: "111122223333", region: "eu-central-1" } as const;

/**
 * AWS on a port of this machine, as the SDK speaks to it: several accounts and regions, sessions of roles, pages, errors on demand.
 * `env` is what makes the SDK of a process speak to it. What requests and answers have that AWS's own descriptions do not allow is in `violations`.
 */
export class FakeAws {
  readonly identities = new Identities(home.account);
  readonly inspectorService = new FakeInspector();
  readonly scan = new FakeInspectorScan();
  readonly sqs = new FakeSqs();
  readonly s3 = new FakeS3();
  readonly ecrService = new FakeEcr();
  readonly ecsService = new FakeEcs();
  readonly lambdaService = new FakeLambda();
  readonly calls: Call[] = [];
  readonly violations: string[] = [];
  /** False where speed is what counts. */
  isChecked = true;
  readonly #faults = new Faults();
  readonly #services: Readonly<Record<string, FakeService>> = {
    inspector2: this.inspectorService,
    "inspector-scan": this.scan,
    sqs: this.sqs,
    s3: this.s3,
    ecr: this.ecrService,
    ecs: this.ecsService,
    lambda: this.lambdaService,
    sts: new FakeSts(this.identities),
  };
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
    });
  }

  static async start(): Promise<FakeAws> {
    const fake = new FakeAws();
    fake.#server.listen(0, "127.0.0.1");
    await once(fake.#server, "listening");
    return fake;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Variables that let the SDK's default chain and its clients find this server, and nothing else. */
  get env(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: processKey.accessKeyId,
      AWS_SECRET_ACCESS_KEY: processKey.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    };
  }

  /** Inspector of the home account and region; others with `inspectorService.places.at(account, region)`. */
  get inspector() {
    return this.inspectorService.places.at(home.account, home.region);
  }
  get ecr() {
    return this.ecrService.places.at(home.account, home.region);
  }
  get ecs() {
    return this.ecsService.places.at(home.account, home.region);
  }
  get lambda() {
    return this.lambdaService.places.at(home.account, home.region);
  }

  /** A role that the process may assume. */
  addRole(role: FakeRole): void {
    this.identities.roles.push(role);
  }

  fail(fault: Fault): void {
    this.#faults.add(fault);
  }

  /** Lets everything go well again. */
  mend(): void {
    this.#faults.clear();
  }

  /** Names of the operations that were called, in their order. */
  get operations(): string[] {
    return this.calls.map(({ service, operation }) => `${service}:${operation}`);
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const url = new URL(incoming.url ?? "/", this.url);
    const request = { method: incoming.method ?? "", path: url.pathname, query: url.searchParams, headers: incoming.headers, body: Buffer.concat(chunks) };
    const { status, headers = {}, body } = this.#answer(request);
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
    const type = typeof body === "string" ? "text/xml" : "application/json";
    response.writeHead(status, { "content-type": type, "x-amzn-requestid": "fake", ...headers, "content-length": String(bytes.length) });
    response.end(bytes);
  }

  #answer(request: FakeRequest): Answer & { status: number } {
    let protocol: Protocol = "rest-json";
    let call: Call | null = null;
    try {
      const signed = readAuthorisation(request.headers);
      const service = this.#services[signed.service];
      protocol = service?.protocol ?? protocol;
      const routed = service?.route(request);
      if (!service || !routed) throw new AwsError("UnknownOperationException", `${signed.service} has no operation for ${request.method} ${request.path}`, 404);
      const { operation, input } = routed;
      const caller = this.identities.callerOf(signed);
      checkSignature(request, signed, this.identities.secretOf(signed.accessKey));
      const place = { region: signed.region, account: caller.account, caller };
      call = { service: signed.service, operation, action: actionOf(signed.service, operation), ...place, input, status: 200 };
      this.calls.push(call);
      this.#check(call, "input", input);
      this.#faults.check(call);
      const answer = routed.answer(caller, signed.region);
      if (typeof answer.body === "object" && !Buffer.isBuffer(answer.body)) this.#check(call, "output", answer.body);
      return { status: 200, ...answer };
    } catch (error) {
      const failure = error instanceof AwsError ? error : new AwsError("InternalFailure", String(error), 500);
      if (call) call.status = failure.status;
      return errorAnswer(protocol, failure);
    }
  }

  #check({ service, operation }: Call, side: "input" | "output", value: unknown): void {
    // As it is sent: without members that are undefined.
    if (this.isChecked) this.violations.push(...violationsOf(service, operation, side, JSON.parse(JSON.stringify(value))));
  }
}
