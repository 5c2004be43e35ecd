import { type Choice, choices } from "@/components/findings/triage/draft";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";

const words: Record<Choice, { label: string; hint: string }> = {
  affected: { label: "Affected", hint: "It is to be fixed, and stays in the queue." },
  under_investigation: { label: "Being looked into", hint: "Nobody can say yet. It stays in the queue." },
  not_affected: { label: "Not affected", hint: "It does no harm here; say why." },
  fixed: { label: "Fixed", hint: "It is fixed here, whatever the version says." },
  accepted: { label: "Accept the risk", hint: "Affected, and nothing is done until a day that you name." },
};

type DecideChoiceProps = { value: Choice; onChoose: (choice: Choice) => void; first: React.Ref<HTMLInputElement> };

/** What is decided. Digits choose as well as the arrows. */
export function DecideChoice({ value, onChoose, first }: DecideChoiceProps) {
  return (
    <fieldset
      className="flex flex-col gap-1"
      onKeyDown={(event) => {
        const choice = choices[Number(event.key) - 1];
        if (choice === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        onChoose(choice);
        event.currentTarget.querySelector<HTMLInputElement>(`input[value="${choice}"]`)?.focus();
      }}
    >
      <legend className="mb-1 font-medium text-[12.5px]">What is it</legend>
      {choices.map((choice, place) => (
        <label
          key={choice}
          className={cn(
            "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-lg border border-line px-3 py-1 hover:bg-hover",
            value === choice && "border-selected-line bg-selected hover:bg-selected",
          )}
        >
          <input
            ref={place === 0 ? first : undefined}
            type="radio"
            name="choice"
            value={choice}
            checked={value === choice}
            onChange={() => onChoose(choice)}
            className="size-4 shrink-0 accent-fg"
          />
          <span className="min-w-0 flex-1">
            <span className="font-medium">{words[choice].label}</span> <span className="text-muted">{words[choice].hint}</span>
          </span>
          <Kbd className="max-sm:hidden">{place + 1}</Kbd>
        </label>
      ))}
    </fieldset>
  );
}
