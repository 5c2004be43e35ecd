import { isObject, type JsonObject } from "../../json";

type Found = { component: JsonObject; pointer: () => string };
type Frame = { list: readonly unknown[]; next: number };

/** A very deep place is named by the ancestor at the limit, so that a pointer stays readable. */
const pointerLevelsMax = 32;

/** All components of a document: the subject, then the list and what is nested in either, without recursion. */
export function* componentsWithin(document: JsonObject): Generator<Found> {
  const subject = isObject(document.metadata) ? document.metadata.component : undefined;
  if (isObject(subject)) {
    yield { component: subject, pointer: () => "/metadata/component" };
    yield* nestedIn(subject, "/metadata/component");
  }
  yield* nestedIn(document, "");
}

function* nestedIn(holder: JsonObject, at: string): Generator<Found> {
  const frames: Frame[] = [{ list: listOf(holder.components), next: 0 }];
  for (let frame = frames[0]; frame !== undefined; frame = frames.at(-1)) {
    if (frame.next === frame.list.length) {
      frames.pop();
      continue;
    }
    const component = frame.list[frame.next++];
    if (!isObject(component)) continue;
    yield {
      component,
      pointer: () =>
        at +
        frames
          .slice(0, pointerLevelsMax)
          .map(({ next }) => `/components/${next - 1}`)
          .join(""),
    };
    if (Array.isArray(component.components)) frames.push({ list: component.components, next: 0 });
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
