import { AwsError } from "./aws-error";
import { pageOf } from "./paging";
import { type FakeService, type Fields, jsonOf, Places } from "./service";

export class InspectorState {
  /** As the API gives them; times may be ISO texts, and are sent as seconds. */
  findings: Fields[] = [];
  coverage: Fields[] = [];
  /** What GetClustersForImage says of an image, by the ARN of it. */
  clusters: Record<string, Fields[]> = {};
}

const isTime = /^\d{4}-\d\d-\d\dT.*Z$/;

/** The same with every time (members that end in `At`, `lastInUse`) in seconds since 1970, as the protocol has them. */
function onWire(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => onWire(item));
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, onWire(inner, name)]));
  return typeof value === "string" && isTime.test(value) && /(At|lastInUse)$/.test(key) ? Date.parse(value) / 1000 : value;
}

const timeOf = (value: unknown) => (typeof value === "string" ? Date.parse(value) / 1000 : Number(value));

type Filter = { comparison?: string; value?: string; startInclusive?: number; endInclusive?: number };
type Read = (item: Fields) => unknown;

const readersOfFindings: Readonly<Record<string, Read>> = {
  awsAccountId: (item) => item.awsAccountId,
  findingArn: (item) => item.findingArn,
  findingStatus: (item) => item.status,
  resourceId: (item) => (item.resources as Fields[])[0]?.id,
  updatedAt: (item) => timeOf(item.updatedAt),
};
const readersOfCoverage: Readonly<Record<string, Read>> = {
  accountId: (item) => item.accountId,
  resourceId: (item) => item.resourceId,
  resourceType: (item) => item.resourceType,
  lastScannedAt: (item) => timeOf(item.lastScannedAt),
};

function fits(item: Fields, criteria: Record<string, Filter[]>, readers: Readonly<Record<string, Read>>): boolean {
  return Object.entries(criteria).every(([name, filters]) => {
    const read = readers[name];
    if (!read) throw new AwsError("ValidationException", `The fake does not know how to filter by ${name}.`);
    const value = read(item);
    return filters.some((filter) =>
      filter.comparison === undefined
        ? Number(value) >= (filter.startInclusive ?? Number.NEGATIVE_INFINITY) && Number(value) <= (filter.endInclusive ?? Number.POSITIVE_INFINITY)
        : filter.comparison === "EQUALS" && value === filter.value,
    );
  });
}

type Listing = { items: Fields[]; readers: Readonly<Record<string, Read>>; sizeMax: number };

/** The description lets a page have so many findings, whatever is asked for. */
const findingsMax = 25;

function list(input: Fields, { items, readers, sizeMax }: Listing): { page: Fields[]; nextToken: string | undefined } {
  const { nextToken, ...request } = input;
  const criteria = (input.filterCriteria ?? {}) as Record<string, Filter[]>;
  const found = Object.keys(criteria).length === 0 ? items : items.filter((item) => fits(item, criteria, readers));
  const { page, nextToken: following } = pageOf(found, Math.min(sizeMax, Number(input.maxResults ?? sizeMax)), nextToken, request);
  return { page: onWire(page) as Fields[], nextToken: following };
}

/** Amazon Inspector: findings and coverage by page and filter, and where an image runs. */
export class FakeInspector implements FakeService {
  readonly protocol = "rest-json";
  readonly places = new Places(() => new InspectorState());
  /** Of pages at most. */
  pageSize = 100;

  route({ method, path, body }: Parameters<FakeService["route"]>[0]) {
    const input = jsonOf(body);
    const of = (operation: string, answer: (state: InspectorState) => Fields) => ({
      operation,
      input,
      answer: (caller: { account: string }, region: string) => ({ body: answer(this.places.at(caller.account, region)) }),
    });
    if (method !== "POST") return null;
    switch (path) {
      case "/findings/list":
        return of("ListFindings", ({ findings }) => {
          const { page, nextToken } = list(input, { items: findings, readers: readersOfFindings, sizeMax: Math.min(findingsMax, this.pageSize) });
          return { findings: page, nextToken };
        });
      case "/coverage/list":
        return of("ListCoverage", ({ coverage }) => {
          const { page, nextToken } = list(input, { items: coverage, readers: readersOfCoverage, sizeMax: this.pageSize });
          return { coveredResources: page, nextToken };
        });
      case "/cluster/get":
        return of("GetClustersForImage", ({ clusters }) => {
          const { nextToken: token, ...request } = input;
          const image = (input.filter as { resourceId: string }).resourceId;
          const found = onWire(clusters[image] ?? []) as Fields[];
          const { page, nextToken } = pageOf(found, Number(input.maxResults ?? this.pageSize), token, request);
          return { cluster: page, nextToken };
        });
      default:
        return null;
    }
  }
}
