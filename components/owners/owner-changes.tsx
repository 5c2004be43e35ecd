import { count, plural } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import type { OwnerChanges } from "@/lib/inventory/owners/schemas";

type Team = OwnerChanges["teams"]["created"][number];

const shownMax = 200;

/** What an owner file would change, line by line: a sign and a word, never colour alone. */
export function OwnerChangesList({ changes: { teams, services, unused } }: { changes: OwnerChanges }) {
  const shown = services.changed.slice(0, shownMax);
  return (
    <div className="flex flex-col gap-2">
      <p className="text-muted">
        {plural(teams.created.length, "team")} new, {count(teams.changed.length)} changed, {count(teams.unchanged)} as{" "}
        {teams.unchanged === 1 ? "it is" : "they are"}. {plural(services.changed.length, "service")} with another owner, {count(services.unchanged)} as before,{" "}
        {count(services.unmatched)} that nothing matches.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label="Changes" className="max-h-80 overflow-y-auto rounded border border-line bg-sunken p-2">
        <ul className="font-mono text-xs leading-5 wrap-anywhere">
          {teams.created.map((team) => (
            <li key={`+${team.slug}`}>
              <b>+ team</b> <VisibleText text={`${team.slug}: ${wordsOf(team)}`} />
            </li>
          ))}
          {teams.changed.map(({ before, after }) => (
            <li key={`~${after.slug}`}>
              <b>~ team</b> <VisibleText text={`${after.slug}: ${differencesOf(before, after)}`} />
            </li>
          ))}
          {shown.map(({ service, before, after, match }) => (
            <li key={service.slug}>
              <b>~ service</b> <VisibleText text={`${service.slug}: ${before ?? "nobody"} → ${after ?? "nobody"}`} />{" "}
              <span className="text-muted">
                by <VisibleText text={match} />
              </span>
            </li>
          ))}
          {services.changed.length > shown.length ? <li className="text-muted">and {plural(services.changed.length - shown.length, "more service")}</li> : null}
          {unused.map(({ pointer, match }) => (
            <li key={pointer} className="text-unknown">
              <b>! unused</b> <VisibleText text={match} /> <span className="text-muted">decides about no service</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

const fieldsOf = ({ name, contact, contacts }: Team) => Object.entries({ name, contact, ...contacts }).filter(([, value]) => value);
const wordsOf = (team: Team) =>
  fieldsOf(team)
    .map(([field, value]) => `${field} ${value}`)
    .join(", ");

function differencesOf(before: Team, after: Team): string {
  const [was, is] = [new Map(fieldsOf(before)), new Map(fieldsOf(after))];
  const fields = [...new Set([...was.keys(), ...is.keys()])].filter((field) => was.get(field) !== is.get(field));
  return fields.map((field) => `${field} ${was.get(field) ?? "none"} → ${is.get(field) ?? "none"}`).join(", ");
}
