import { roleHints, roleWords } from "@/components/people/people-words";
import type { Person } from "@/lib/auth";

const order: readonly Person["role"][] = ["member", "admin"];

/** Which role somebody has, each with what it may do. */
export function RoleField({ chosen }: { chosen: Person["role"] }) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-[12.5px]">Role</legend>
      {order.map((each) => (
        <label key={each} className="flex min-h-7 items-start gap-2 py-1">
          <input type="radio" name="role" value={each} defaultChecked={each === chosen} className="mt-0.5 size-4 shrink-0 accent-fg" />
          <span>
            {roleWords[each]}
            <span className="block text-muted text-xs">{roleHints[each]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
