"use client";
import { exposureNames, kindNames, severityNames } from "@/components/sla/rule-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { inputStyle } from "@/components/ui/field";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { exposureWords, type SlaRule, tierMax, tierMin } from "@/lib/sla/rule";
import { HoursField, hoursOf } from "./hours-field";

type RuleDialogProps = { rule: SlaRule | null; onSave: (rule: SlaRule) => void; onClose: () => void };

const tiers = Array.from({ length: tierMax - tierMin + 1 }, (_, index) => tierMin + index);
const exposureOrder = [...exposureWords].reverse();

/** One rule: whatever is not ticked in a group does not matter to it. */
export function RuleDialog({ rule, onSave, onClose }: RuleDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={rule ? "Change the rule" : "A new rule"}
      description="It means findings that fit every group below. A group in which nothing is ticked fits any."
      className="w-[min(40rem,94vw)]"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(ruleOfForm(new FormData(event.currentTarget)));
        }}
      >
        <div className="grid grid-cols-1 gap-x-6 gap-y-4 sm:grid-cols-2">
          <Choices name="kinds" legend="Kind" options={advisoryKinds.map((kind) => [kind, kindNames[kind]])} chosen={rule?.kinds} />
          <Choices
            name="severities"
            legend="Severity"
            hint="Malware has none."
            options={severityWords.map((severity) => [severity, severityNames[severity]])}
            chosen={rule?.severities}
          />
          <Choices name="exposures" legend="Where it runs" options={exposureOrder.map((each) => [each, exposureNames[each]])} chosen={rule?.exposures} />
          <Choices
            name="tiers"
            legend="Tier of the service"
            hint="A service without one counts as 3."
            options={tiers.map((tier) => [String(tier), `tier ${tier}`])}
            chosen={rule?.tiers?.map(String)}
          />
        </div>
        <label className="flex max-w-72 flex-col gap-1">
          <span className="font-medium text-[12.5px]">Known to be exploited (KEV)</span>
          <select name="kev" defaultValue={rule?.kev == null ? "any" : String(rule.kev)} className={inputStyle}>
            <option value="any">does not matter</option>
            <option value="true">yes</option>
            <option value="false">no</option>
          </select>
        </label>
        <HoursField hours={rule ? rule.hours : 30 * 24} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary">
            {rule ? "Change it" : "Add it"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type ChoicesProps = {
  name: string;
  legend: string;
  hint?: string;
  options: readonly (readonly [string, string])[];
  chosen: readonly string[] | null | undefined;
};

function Choices({ name, legend, hint, options, chosen }: ChoicesProps) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-[12.5px]">
        {legend}
        {hint ? <span className="ml-1.5 font-normal text-muted">{hint}</span> : null}
      </legend>
      {options.map(([value, label]) => (
        <label key={value} className="flex min-h-7 items-center gap-2">
          <input type="checkbox" name={name} value={value} defaultChecked={chosen?.includes(value) ?? false} className="size-4 accent-fg" />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function ruleOfForm(data: FormData): SlaRule {
  const among = <Value extends string>(name: string, known: readonly Value[]): Value[] | null => {
    const chosen = known.filter((value) => data.getAll(name).includes(value));
    return chosen.length === 0 ? null : chosen;
  };
  const kev = data.get("kev");
  return {
    kinds: among("kinds", advisoryKinds),
    severities: among("severities", severityWords),
    kev: kev === "true" ? true : kev === "false" ? false : null,
    tiers: among("tiers", tiers.map(String))?.map(Number) ?? null,
    exposures: among("exposures", exposureWords),
    hours: hoursOf(data),
  };
}
