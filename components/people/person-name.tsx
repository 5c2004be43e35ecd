import { UserRoundX } from "lucide-react";
import { VisibleText } from "@/components/ui/visible-text";
import { visible } from "@/lib/text/visible.mjs";

/** Somebody's name; of who is disabled with a mark before it, which stays where the words behind it are cut. */
export function PersonName({ person: { name, disabled } }: { person: { name: string; disabled: boolean } }) {
  if (!disabled)
    return (
      <span title={visible(name)}>
        <VisibleText text={name} />
      </span>
    );
  return (
    <span title={`${visible(name)}, disabled`} className="text-unknown">
      <UserRoundX aria-hidden className="mr-1 inline size-3.5 align-[-2px]" />
      <VisibleText text={name} />, disabled
    </span>
  );
}
