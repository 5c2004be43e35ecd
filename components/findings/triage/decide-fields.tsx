import { justificationWords, responseWords, scopeWords } from "@/components/findings/triage/decision-words";
import type { Draft } from "@/components/findings/triage/draft";
import { dayIn } from "@/components/findings/triage/due-dialog";
import { cn } from "@/components/ui/cn";
import { Field, Input, inputStyle } from "@/components/ui/field";
import { decisionResponses, decisionScopes, justifications } from "@/lib/decisions/words";

type DecideFieldsProps = { draft: Draft; onChange: (change: Partial<Draft>) => void; errorOf: (name: string) => string | null; single: boolean };

/** Why, for how long, and for what else the decision counts. */
export function DecideFields({ draft, onChange, errorOf, single }: DecideFieldsProps) {
  const { choice } = draft;
  return (
    <>
      {choice === "not_affected" ? (
        <Field id="decide-justification" label="Why not" error={errorOf("justification")}>
          <select
            id="decide-justification"
            required
            value={draft.justification}
            onChange={(event) => onChange({ justification: event.target.value as Draft["justification"] })}
            className={inputStyle}
          >
            <option value="">Choose a reason</option>
            {justifications.map((each) => (
              <option key={each} value={each}>
                {justificationWords[each]}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
      <Field id="decide-detail" label="In your words" optional error={errorOf("detail")}>
        <textarea
          id="decide-detail"
          rows={2}
          maxLength={10_000}
          value={draft.detail}
          onChange={(event) => onChange({ detail: event.target.value })}
          className={cn(inputStyle, "h-auto py-2")}
        />
      </Field>
      <Reach draft={draft} onChange={onChange} errorOf={errorOf} single={single} />
      {choice === "accepted" ? <Expiry draft={draft} onChange={onChange} errorOf={errorOf} single={single} /> : null}
      <details className="group">
        <summary className="w-fit rounded text-muted hover:text-fg">More: evidence, response{choice === "accepted" ? "" : ", expiry"}</summary>
        <div className="mt-3 flex flex-col gap-4">
          {choice === "accepted" ? null : <Expiry draft={draft} onChange={onChange} errorOf={errorOf} single={single} />}
          <Field id="decide-evidence" label="Link to evidence" optional error={errorOf("evidenceUrl")}>
            <Input
              id="decide-evidence"
              type="url"
              maxLength={2_000}
              placeholder="https://"
              value={draft.evidenceUrl}
              onChange={(event) => onChange({ evidenceUrl: event.target.value })}
            />
          </Field>
          {choice === "fixed" ? null : <Responses draft={draft} onChange={onChange} />}
        </div>
      </details>
    </>
  );
}

/** For which services and versions it counts. */
function Reach({ draft, onChange, errorOf, single }: DecideFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field id="decide-scope" label="Counts for" error={errorOf("scope")}>
        <select id="decide-scope" value={draft.scope} onChange={(event) => onChange({ scope: event.target.value as Draft["scope"] })} className={inputStyle}>
          {decisionScopes.map((scope) => (
            <option key={scope} value={scope}>
              {scopeWords[scope]}
            </option>
          ))}
        </select>
      </Field>
      <Field id="decide-versions" label="Versions of the package" error={draft.versions === "range" ? null : errorOf("versions")}>
        <select
          id="decide-versions"
          value={draft.versions}
          onChange={(event) => onChange({ versions: event.target.value as Draft["versions"] })}
          className={inputStyle}
        >
          <option value="this">this version</option>
          <option value="all">all versions, also later ones</option>
          {single ? <option value="range">a range</option> : null}
        </select>
      </Field>
      {draft.versions === "range" ? (
        <Field id="decide-range" label="Range" hint="In the syntax of its ecosystem." error={errorOf("versions")} className="sm:col-span-2">
          <Input
            id="decide-range"
            required
            maxLength={500}
            value={draft.range}
            placeholder=">=4.0.0 <4.17.21"
            aria-describedby="decide-range-hint"
            onChange={(event) => onChange({ range: event.target.value })}
            className="font-mono"
          />
        </Field>
      ) : null}
    </div>
  );
}

function Expiry({ draft, onChange, errorOf }: DecideFieldsProps) {
  const isAcceptance = draft.choice === "accepted";
  return (
    <Field
      id="decide-expires"
      label={isAcceptance ? "Accepted until the end of (UTC)" : "Expires at the end of (UTC)"}
      optional={!isAcceptance}
      error={errorOf("expiresAt")}
      {...(isAcceptance ? { hint: "A year at most. Until then the clock of the policy stands still." } : {})}
    >
      <Input
        id="decide-expires"
        type="date"
        required={isAcceptance}
        min={dayIn(0)}
        value={draft.expiresOn}
        onChange={(event) => onChange({ expiresOn: event.target.value })}
        {...(isAcceptance ? { "aria-describedby": "decide-expires-hint" } : {})}
      />
    </Field>
  );
}

function Responses({ draft, onChange }: Pick<DecideFieldsProps, "draft" | "onChange">) {
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
      <legend className="mb-1 font-medium text-[12.5px]">
        Response <span className="ml-1.5 font-normal text-muted">optional</span>
      </legend>
      {decisionResponses.map((each) => (
        <label key={each} className="flex min-h-6 items-center gap-1.5">
          <input
            type="checkbox"
            className="size-4 accent-fg"
            checked={draft.responses.includes(each)}
            onChange={(event) => onChange({ responses: event.target.checked ? [...draft.responses, each] : draft.responses.filter((other) => other !== each) })}
          />
          {responseWords[each]}
        </label>
      ))}
    </fieldset>
  );
}
