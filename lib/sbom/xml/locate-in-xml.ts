import { WarningSink } from "../warnings";
import { walkXml, type XmlPlace, type XmlTag } from "./walk-xml";

/** A step from an element to one in it: the `nth` child of that name, counted from 0; of any name for `null`. */
export type XmlStep = { local: string | null; nth: number };
/** The last element on the way that is there. */
export type XmlSpot = XmlPlace & { local: string };

type Target = { steps: readonly XmlStep[]; done: number; left: number; spot: XmlSpot };

/**
 * Where elements of a well-formed document stand, each by its way from the root. The document is gone through once. `counts`
 * says which elements are part of the ways at all, in a document whose root is in a namespace.
 */
export function locateInXml(
  bytes: Uint8Array,
  ways: readonly (readonly XmlStep[])[],
  counts: (tag: XmlTag, namespace: string) => boolean = () => true,
): XmlSpot[] {
  const targets: Target[] = ways.map((steps) => ({ steps, done: 0, left: steps[0]?.nth ?? 0, spot: { line: 1, column: 1, local: "" } }));
  /** For each open element those targets whose next step is one of its children. */
  const waiting: Target[][] = [];
  let namespace = "";
  walkXml(bytes, new WarningSink(), {
    open: (tag) => {
      const { local, place } = tag;
      const here: Target[] = [];
      const around = waiting.at(-1);
      if (around === undefined) {
        namespace = tag.namespace;
        for (const target of targets) {
          target.spot = { ...place, local };
          here.push(target);
        }
      } else if (around.length > 0 && counts(tag, namespace)) {
        const moved = around.filter((target) => takes(target, local));
        for (const target of moved) {
          target.spot = { ...place, local };
          target.done += 1;
          target.left = target.steps[target.done]?.nth ?? 0;
          here.push(target);
        }
        if (moved.length > 0) waiting[waiting.length - 1] = around.filter((target) => !moved.includes(target));
      }
      waiting.push(here);
    },
    text: () => {},
    close: () => void waiting.pop(),
  });
  return targets.map(({ spot }) => spot);
}

function takes(target: Target, local: string): boolean {
  const step = target.steps[target.done];
  if (step === undefined || (step.local !== null && step.local !== local)) return false;
  target.left -= 1;
  return target.left < 0;
}

/** `line 34, column 7, <purl>`. */
export const spotText = ({ line, column, local }: XmlSpot) => `line ${line}, column ${column}, <${local}>`;
