import { otherRegions, regionGroups } from "@/components/aws/regions";
import { Field, Input } from "@/components/ui/field";

/** The regions in which an account is asked: boxes for those that every account has, a field for others. */
export function RegionsField({ regions, error }: { regions: readonly string[]; error: string | null }) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-[12.5px]">Regions</legend>
      <div className="mb-2 flex flex-col gap-1.5">
        {regionGroups.map((group) => (
          <div key={group.name} className="grid gap-x-3 sm:grid-cols-[6rem_minmax(0,1fr)]">
            <span className="text-muted text-xs leading-7">{group.name}</span>
            <div className="grid grid-cols-2 gap-x-3 sm:grid-cols-3">
              {group.regions.map((region) => (
                <label key={region} className="flex min-h-7 items-center gap-2">
                  <input type="checkbox" name="region" value={region} defaultChecked={regions.includes(region)} className="size-4 shrink-0 accent-fg" />
                  <span className="font-mono text-[12.5px]">{region}</span>
                </label>
              ))}
            </div>
          </div>
        ))}
      </div>
      <Field id="regions" label="Other regions" optional hint="As AWS writes them, with commas." error={error}>
        <Input
          id="regions"
          name="regions"
          maxLength={1_000}
          spellCheck={false}
          autoCapitalize="none"
          defaultValue={otherRegions(regions)}
          placeholder="ap-east-1, me-south-1"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? "regions-error" : "regions-hint"}
          className="font-mono text-[12.5px]"
        />
      </Field>
    </fieldset>
  );
}
