import { CircleCheck, CircleHelp, Info, TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { count, plural } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import type { Assessment } from "@/lib/inventory/assess/schemas";

type Validity = Assessment["validity"];
type Faults = Extract<Validity, { kind: "invalid" }>["errors"];

const shownFirst = 5;

const reasons: Record<Extract<Validity, { kind: "notChecked" }>["reason"], string> = {
  no_schema_for_format: "There is no schema for documents in this form.",
  no_schema_for_version: "There is no schema for this version of the format.",
  wrapped: "The XML stands inside of a wrapper and is judged by itself only.",
  nested_too_deeply: "Components are nested more deeply than the schema can be followed.",
  too_large: "The document needs more memory than judging one is given.",
  unreadable: "The document could not be read again.",
};

/** Whether the document keeps its own schema, with the first places where it does not. */
export function ValidityReport({ validity }: { validity: Validity }) {
  switch (validity.kind) {
    case "valid":
      return (
        <Sentence icon={<CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-clean" />}>
          <b className="font-medium">Valid.</b> The document keeps the {validity.schema}.
        </Sentence>
      );
    case "notChecked":
      return (
        <Sentence icon={<CircleHelp aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />}>
          <b className="font-medium">Not checked.</b> {reasons[validity.reason]}
        </Sentence>
      );
    case "timedOut":
      return (
        <Sentence icon={<Info aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />}>
          <b className="font-medium">Not checked.</b> Judging the document took longer than one is given.
        </Sentence>
      );
    case "invalid":
      return <Invalid validity={validity} />;
  }
}

function Invalid({ validity: { schema, errors, total } }: { validity: Extract<Validity, { kind: "invalid" }> }) {
  const rest = errors.slice(shownFirst);
  const untold = total - errors.length;
  return (
    <>
      <Sentence icon={<TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-unknown" />}>
        <b className="font-medium">Invalid.</b> The document breaks the {schema} in {plural(total, "place")}. It was read all the same.
      </Sentence>
      <FaultList faults={errors.slice(0, shownFirst)} className="mt-2.5" />
      {rest.length > 0 ? (
        <details className="mt-2.5">
          <summary className="link inline-block min-h-6 leading-6">{count(rest.length)} more</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section aria-label="More places" tabIndex={0} className="mt-1.5 max-h-96 overflow-y-auto -outline-offset-2">
            <FaultList faults={rest} />
          </section>
          {untold > 0 ? <p className="mt-2 text-muted text-xs">Another {count(untold)} are not listed.</p> : null}
        </details>
      ) : null}
    </>
  );
}

function FaultList({ faults, className }: { faults: Faults; className?: string }) {
  return (
    <ul className={cn("flex flex-col gap-2 pl-[26px]", className)}>
      {faults.map(({ pointer, message }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one place can break the same rule twice
        <li key={index} className="wrap-anywhere">
          <VisibleText text={message} />
          <code className="block text-muted">
            <VisibleText text={pointer || "(whole document)"} />
          </code>
        </li>
      ))}
    </ul>
  );
}

function Sentence({ icon, children }: { icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <div className="flex gap-2.5">
      {icon}
      <p className="min-w-0 wrap-anywhere">{children}</p>
    </div>
  );
}
