import { Examples } from "@/components/ask/examples";
import { Notice } from "@/components/ui/notice";
import { VisibleText } from "@/components/ui/visible-text";
import type { InputFault } from "@/lib/errors";

/** What could not be read in the question, and the grammar by example. Nothing is guessed and nothing is left out. */
export function QuestionProblem({ detail, errors }: { detail: string; errors: readonly InputFault[] }) {
  return (
    <div className="mt-6 flex max-w-[820px] flex-col gap-6">
      <div className="flex flex-col gap-3">
        <h1 className="font-medium text-2xl tracking-[-0.018em]">This question cannot be read</h1>
        <Notice tone="warning" title={detail}>
          {errors.length > 0 ? (
            <ul className="list-disc pl-4">
              {errors.map((fault) => (
                <li key={`${fault.pointer} ${fault.detail}`}>
                  <VisibleText text={fault.detail} />
                </li>
              ))}
            </ul>
          ) : null}
        </Notice>
      </div>
      <Examples />
    </div>
  );
}
