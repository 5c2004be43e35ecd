import { metaOf, runningOf } from "./answer-terms";
import { countsOf } from "./counts-of";
import { type Answered, bareServicesOf, buildsOf, rowsOf, unknownOf } from "./export-reads";
import { presentSides } from "./present-exposure";
import { namesOfVersions } from "./queries/names";
import { advisoriesOf } from "./resolve-advisories";

/** The JSON of an answer without pages: all of its lists are whole. */
export async function* jsonParts(answered: Answered): AsyncGenerator<string> {
  const { question, diagnostics, found, resolved, seenAt, snapshot } = answered;
  const names = await namesOfVersions(
    snapshot.client,
    found.counts.versions.map(({ packageVersionId }) => packageVersionId),
  );
  const meta = metaOf(found, resolved, seenAt);
  const head = {
    ...countsOf(found, names),
    ...advisoriesOf(resolved.advisories),
    running: runningOf(found),
    question: { text: question.text, label: question.label, diagnostics },
    list: question.list,
    meta,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"data":`;
  yield* listOf(rowsOf(answered));
  yield `,"unknown":`;
  yield* listOf(unknownOf(answered));
  yield `,"withoutDevScope":`;
  yield* withoutDevScopeParts(answered);
  yield `,"exposure":`;
  yield* exposureParts(answered);
  yield "}\n";
}

async function* withoutDevScopeParts(answered: Answered): AsyncGenerator<string> {
  const { withoutDevScope: services } = answered;
  if (services === null) {
    yield "null";
    return;
  }
  yield `{"services":${services.length},"data":`;
  yield* listOf(bareServicesOf(answered, services));
  yield "}";
}

async function* exposureParts(answered: Answered): AsyncGenerator<string> {
  const { exposure } = answered.found;
  if (exposure === null) {
    yield "null";
    return;
  }
  yield `${JSON.stringify(presentSides(exposure)).slice(0, -1)},"builds":`;
  yield* listOf(buildsOf(answered));
  yield "}";
}

async function* listOf<Item>(parts: AsyncGenerator<Item[]>): AsyncGenerator<string> {
  let separator = "[";
  for await (const items of parts) {
    yield separator + items.map((item) => JSON.stringify(item)).join(",");
    separator = ",";
  }
  yield separator === "[" ? "[]" : "]";
}
