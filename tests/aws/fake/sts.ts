import type { Caller } from "./call";
import type { Identities } from "./identities";
import type { FakeService } from "./service";
import { xml } from "./xml";

const hourMs = 3_600_000;

/** STS: who am I, and sessions of roles. */
export class FakeSts implements FakeService {
  readonly protocol = "query";
  readonly #identities: Identities;
  constructor(identities: Identities) {
    this.#identities = identities;
  }

  route({ body }: Parameters<FakeService["route"]>[0]) {
    const input = Object.fromEntries(new URLSearchParams(body.toString()));
    const operation = input.Action ?? "";
    const of = (answer: (caller: Caller) => string) => ({ operation, input, answer: (caller: Caller) => ({ body: answerOf(operation, answer(caller)) }) });
    switch (operation) {
      case "GetCallerIdentity":
        return of(({ arn, account }) => xml`<UserId>${arn}</UserId><Account>${account}</Account><Arn>${arn}</Arn>`);
      case "AssumeRole":
        return of((caller) => {
          const name = input.RoleSessionName ?? "";
          const { accessKey, secret, token, arn } = this.#identities.assume(caller, {
            roleArn: input.RoleArn ?? "",
            externalId: input.ExternalId ?? null,
            name,
          });
          const until = new Date(Date.now() + hourMs).toISOString();
          const keys = xml`<AccessKeyId>${accessKey}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey><SessionToken>${token}</SessionToken>`;
          return `<Credentials>${keys}${xml`<Expiration>${until}</Expiration>`}</Credentials>${xml`<AssumedRoleUser><AssumedRoleId>AROAFAKE:${name}</AssumedRoleId><Arn>${arn}</Arn></AssumedRoleUser>`}`;
        });
      default:
        return null;
    }
  }
}

const answerOf = (operation: string, result: string) =>
  `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata></${operation}Response>`;
