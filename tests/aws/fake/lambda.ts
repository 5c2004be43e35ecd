import { AwsError } from "./aws-error";
import { pageOf } from "./paging";
import { type FakeService, type Fields, Places } from "./service";

/** A version of a function: its configuration as Lambda gives it, and where its code is. */
export type FakeFunction = { configuration: Fields & { FunctionName: string; Version: string }; code?: Fields };

export class LambdaState {
  functions: FakeFunction[] = [];
  /** Aliases as Lambda gives them, by the name of their function. */
  aliases: Record<string, Fields[]> = {};
}

const list = "/2015-03-31/functions";

/** Lambda: functions with their versions, where the code of one is, and their aliases. */
export class FakeLambda implements FakeService {
  readonly protocol = "rest-json";
  readonly places = new Places(() => new LambdaState());
  pageSize = 50;

  route({ method, path, query }: Parameters<FakeService["route"]>[0]) {
    if (method !== "GET" || !path.startsWith(list)) return null;
    const [name = "", part] = path.slice(list.length).split("/").filter(Boolean).map(decodeURIComponent);
    const input = Object.fromEntries(query);
    const named = { ...input, FunctionName: name };
    if (name === "") return { operation: "ListFunctions", input, answer: this.#answer((state) => this.#functions(state, input)) };
    if (part === "aliases") return { operation: "ListAliases", input: named, answer: this.#answer((state) => this.#aliases(state, name, input)) };
    return part === undefined ? { operation: "GetFunction", input: named, answer: this.#answer((state) => one(state, name, input.Qualifier)) } : null;
  }

  #answer(say: (state: LambdaState) => Fields) {
    return ({ account }: { account: string }, region: string) => ({ body: say(this.places.at(account, region)) });
  }

  #functions({ functions }: LambdaState, { FunctionVersion, MaxItems, Marker }: Input) {
    const all = functions.filter(({ configuration }) => FunctionVersion === "ALL" || configuration.Version === "$LATEST");
    const { page, nextToken } = pageOf(all, Number(MaxItems ?? this.pageSize), Marker, { of: FunctionVersion });
    return { Functions: page.map(({ configuration }) => configuration), NextMarker: nextToken };
  }

  #aliases(state: LambdaState, name: string, { MaxItems, Marker }: Input) {
    const { FunctionName } = one(state, name).Configuration;
    const { page, nextToken } = pageOf(state.aliases[FunctionName] ?? [], Math.min(Number(MaxItems ?? this.pageSize), this.pageSize), Marker, { FunctionName });
    return { Aliases: page, NextMarker: nextToken };
  }
}

type Input = Readonly<Record<string, string>>;

/** A version of a function that is named, or given by its ARN. */
function one({ functions }: LambdaState, name: string, qualifier = "$LATEST") {
  const found = functions.find(
    ({ configuration: { FunctionName, Version } }) => (FunctionName === name || name.endsWith(`:function:${FunctionName}`)) && Version === qualifier,
  );
  if (!found) throw new AwsError("ResourceNotFoundException", `Function not found: ${name}:${qualifier}`, 404);
  return { Configuration: found.configuration, Code: found.code ?? {} };
}
