import { howOften, kindWords } from "@/components/aws/words";
import { type PolledKind, polledKinds } from "@/lib/aws/sync/kinds";

type KindsFieldProps = { kinds: readonly PolledKind[]; onChange: (kinds: PolledKind[]) => void; error: string | null };

/** What is asked of an account in each of its regions. */
export function KindsField({ kinds, onChange, error }: KindsFieldProps) {
  const flip = (kind: PolledKind) => onChange(polledKinds.filter((each) => (each === kind ? !kinds.includes(kind) : kinds.includes(each))));
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-[12.5px]">What is asked, in each region</legend>
      {polledKinds.map((kind) => (
        <label key={kind} className="flex min-h-7 items-baseline gap-2">
          <input type="checkbox" checked={kinds.includes(kind)} onChange={() => flip(kind)} className="size-4 shrink-0 translate-y-[3px] accent-fg" />
          <span className="min-w-0">
            {kindWords[kind].name} <span className="text-muted">{kindWords[kind].what}</span>
          </span>
          <span className="ml-auto shrink-0 text-muted text-xs">{howOften[kind]}</span>
        </label>
      ))}
      {error ? (
        <p role="alert" className="text-affected text-xs">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
