import { Button } from "@/components/ui/button";
import { inputStyle } from "@/components/ui/field";
import { serviceHref } from "@/components/urls";
import type { BuildRow } from "@/lib/inventory/read/schemas";
import { visible } from "@/lib/text/visible.mjs";
import { buildLabel } from "./markdown";

type ChooseBuildsProps = { slug: string; builds: readonly Pick<BuildRow, "artifact" | "seq" | "builtAt">[]; from: string | undefined; to: string | undefined };

/** The two builds: a form that asks by its address, so that it works before any script. */
export function ChooseBuilds({ slug, builds, from, to }: ChooseBuildsProps) {
  const options = builds.map((build) => ({
    value: buildName(build),
    label: visible(`${buildLabel(build)}, ${build.builtAt.slice(0, 16).replace("T", " ")}`),
  }));
  return (
    <form action={`${serviceHref(slug)}/compare`} className="mb-4 flex flex-wrap items-end gap-3">
      <Choice name="from" label="From" options={options} value={from} />
      <Choice name="to" label="To" options={options} value={to} />
      <Button type="submit" look="primary">
        Compare
      </Button>
    </form>
  );
}

/** As the API names a build: `artifactId:seq`. */
export function buildName({ artifact, seq }: Pick<BuildRow, "artifact" | "seq">): string {
  return `${artifact.id}:${seq}`;
}

type ChoiceProps = { name: string; label: string; options: readonly { value: string; label: string }[]; value: string | undefined };

function Choice({ name, label, options, value }: ChoiceProps) {
  return (
    <label className="flex min-w-0 max-w-full flex-col gap-1 text-muted text-xs">
      {label}
      <select name={name} defaultValue={value} className={`${inputStyle} w-80 max-w-full`}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
