import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

type FormEndProps = { submit: string; busy: boolean; disabled?: boolean; onClose: () => void };

/** The buttons of a dialog; Ctrl Enter does the same from anywhere in it. */
export function FormEnd({ submit, busy, disabled = false, onClose }: FormEndProps) {
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      <span aria-hidden className="mr-auto flex items-center gap-1 text-muted text-xs max-sm:hidden">
        <Kbd>Ctrl</Kbd>
        <Kbd>Enter</Kbd>
      </span>
      <Button size="md" onClick={onClose}>
        Cancel
      </Button>
      <Button type="submit" look="primary" size="md" disabled={busy || disabled}>
        {submit}
      </Button>
    </div>
  );
}

/** Submits the form of the field that has the focus, when Ctrl or Command is held with Enter. */
export function submitByKeys(event: React.KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
