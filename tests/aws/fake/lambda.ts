import { AwsError } from "./aws-error";
import { pageOf } from "./paging";
import { type FakeService, type Fields, Places } from "./service";

/** A version of a function: its configuration as Lambda gives it, and where its code is. */
export type FakeFunction = { configuration: Fields & { FunctionName: string; Version: string }; code?: Fields };

export class LambdaState {
  functions: FakeFunction[] = [];
}

const list = "/2015-03-31/functions";

/** Lambda: functions with their versions, and where the code of one is. */
export class FakeLambda implements FakeService {
  readonly protocol = "rest-json";
  readonly places = new Places(() => new LambdaState());
  pageSize = 50;

  route({ method, path, query }: Parameters<FakeService["route"]>[0]) {
    if (method !== "GET" || !path.startsWith(list)) return null;
    const name = decodeURIComponent(path.slice(list.length).replaceAll("/", ""));
    const input = Object.fromEntries(query);
    if (name !== "") {
      const answer = ({ account }: { account: string }, region: string) => this.#one(this.places.at(account, region), name, input.Qualifier);
      return { operation: "GetFunction", input: { ...input, FunctionName: name }, answer };
    }
    const answer = ({ account }: { account: string }, region: string) => {
      const all = this.places
        .at(account, region)
        .functions.filter(({ configuration }) => input.FunctionVersion === "ALL" || configuration.Version === "$LATEST");
      const { page, nextToken } = pageOf(all, Number(input.MaxItems ?? this.pageSize), input.Marker, { of: input.FunctionVersion });
      return { body: { Functions: page.map(({ configuration }) => configuration), NextMarker: nextToken } };
    };
    return { operation: "ListFunctions", input, answer };
  }

  #one({ functions }: LambdaState, name: string, qualifier = "$LATEST") {
    const found = functions.find(
      ({ configuration }) => [configuration.FunctionName, configuration.FunctionArn].includes(name) && configuration.Version === qualifier,
    );
    if (!found) throw new AwsError("ResourceNotFoundException", `Function not found: ${name}:${qualifier}`, 404);
    return { body: { Configuration: found.configuration, Code: found.code ?? {} } };
  }
}
