import { exitCodes, Failure } from "./failure.mjs";
import { parseOptions, wholeNumber } from "./options.mjs";
import { readFileOrStream } from "./read-stream.mjs";
import { tableOf } from "./table.mjs";

export const help = `wherein ask QUERY  [options]
wherein ask --list FILE [QUERY]  [options]

Which services contain it: a name, name@version, name@range, purl, @scope/*, sha256:..., an advisory id (CVE-..., GHSA-..., MAL-...), with facets (team:, service:,
kind:, ref:, scope:, direct:). Example: wherein ask 'log4j-core@<2.17.1 team:payments'

  --list FILE        whoever holds any of a list of indicators, - for standard input: lines, CSV, JSON, OSV records, Markdown, HTML, a lock file, an SBOM.
                     QUERY beside it adds to the list, or narrows by facets
  --ecosystem NAME   what bare names of the list are, such as npm
  --during WINDOW    also in a window: 2026-03-31T00:21Z..03:15Z, two days, or one
  --when SIDE        any (default), now, during, built (by builds of the window), production or running (in a build that runs)
  --as-of TIME       answer for a past moment (ISO 8601)
  --limit N          rows to show (50), 500 at most
  --all              every row

Ends with 0 when no service is affected and all are known, 1 when one is affected, 2 when none is affected but some are
unknown (no SBOM, a stale one, a version that cannot be ordered, a component without
a hash, an advisory that the mirror does not have, a line of the list that could not be read), 3 when there is no answer.`;

export const options = {
  list: { type: "string" },
  ecosystem: { type: "string" },
  during: { type: "string" },
  when: { type: "string" },
  "as-of": { type: "string" },
  limit: { type: "string", default: "50" },
  all: { type: "boolean", default: false },
};

/** `wherein ask`. */
export async function run({ args, input, connect, print }) {
  const given = parseOptions(args, options);
  if (given.operands.length === 0 && given.list === undefined)
    throw new Failure("What do you ask for? Write wherein ask 'lodash@<4.17.21'. See wherein ask --help.");
  const limit = given.all ? 500 : wholeNumber("limit", given.limit, { min: 1, max: 500 });
  const { during, when, ecosystem } = given;
  const query = { q: given.operands.join(" ") || undefined, asof: given["as-of"], during, when, limit };
  const client = connect(given);
  const page = given.list === undefined ? { query } : { method: "POST", body: await readFileOrStream(given.list, input), query: { ...query, ecosystem } };
  const { data: answer } = await client.ask("/api/v1/blast-radius", page);
  while (given.all && answer.meta.nextCursor !== null) {
    const { data: next } = await client.ask("/api/v1/blast-radius", { ...page, query: { ...page.query, cursor: answer.meta.nextCursor } });
    answer.data.push(...next.data);
    answer.meta.nextCursor = next.meta.nextCursor;
  }
  print(answer, () => lines(answer));
  if (answer.verdict.affected > 0) return exitCodes.found;
  // A line that could not be read was not looked for.
  return answer.verdict.unknown > 0 || answer.list?.rejected > 0 ? exitCodes.unknown : exitCodes.none;
}

function lines({ verdict, question, list, exposure, running, withoutDevScope, vulnerabilities, data, unknown, meta }) {
  const out = [
    `${question.label}: ${verdict.affected} affected, ${verdict.unknown} unknown, ${verdict.clean} clean${meta.retiredServices > 0 ? `, ${meta.retiredServices} retired and not counted` : ""} (as of ${meta.asOf})`,
  ];
  if (list) out.push(`list: ${list.indicators} indicators in ${list.lines} lines, ${list.rejected} could not be read`);
  if (exposure) out.push(...exposureLines(exposure));
  if (running) out.push(`running: ${running.production} in production, ${running.elsewhere} elsewhere (${running.reported} services say what runs)`);
  if (withoutDevScope?.services > 0) out.push(`note: the SBOMs of ${withoutDevScope.services} services list nothing for development, tests or the build`);
  for (const each of vulnerabilities ?? []) out.push(vulnerabilityLine(each));
  for (const { message } of question.diagnostics) out.push(`note: ${message}`);
  if (data.length > 0) {
    out.push("", ...tableOf(["SERVICE", "TEAM", "ARTIFACT", "REF", "PACKAGE", "VERSION", "THROUGH", "SINCE"], data.map(rowOf)));
    if (meta.nextCursor !== null) out.push(`... and ${meta.rows - data.length} more rows: --all`);
  }
  if (unknown.length > 0) {
    out.push(
      "",
      ...tableOf(
        ["UNKNOWN", "TEAM", "WHY"],
        unknown.map(({ service, team, detail }) => [service.slug, team?.slug ?? "-", detail]),
      ),
    );
    if (verdict.unknown > unknown.length) out.push(`... and ${verdict.unknown - unknown.length} more: /api/v1/blast-radius/export lists all`);
  }
  return out;
}

/** How the sides of a window stand, and the CI runs in it. */
function exposureLines({ window, now, during, built, builds }) {
  const out = [
    `window ${window.from} to ${window.to}: ${now.affected} now, ${during.affected} in the window, built by ${built.services} (${built.builds} builds)`,
  ];
  for (const { service, build } of builds)
    out.push(`  built ${build.builtAt}  ${service.slug}  ${build.runUrl ?? build.version ?? build.commit ?? `build ${build.seq}`}`);
  if (built.builds > builds.length) out.push(`  ... and ${built.builds - builds.length} more builds`);
  return out;
}

/** One line about a vulnerability that is asked for. */
function vulnerabilityLine({ id, kind, severity, score, kevAddedOn, epss, withdrawnAt, summary }) {
  const parts = [
    kind === "malware" ? "malware" : `${kind}, ${severity}${score === null ? "" : ` ${score.toFixed(1)}`}`,
    kevAddedOn ? "known exploited" : null,
    epss === null ? null : `EPSS ${(epss * 100).toFixed(1)} %`,
    withdrawnAt ? `withdrawn ${withdrawnAt.slice(0, 10)}` : null,
    summary,
  ];
  return `${id}: ${parts.filter(Boolean).join(", ")}`;
}

function rowOf({ service, team, artifact, package: found, version, direct, via, since }) {
  const through = direct === null ? "-" : direct ? "direct" : via.map(({ name }) => name).join(", ") || "?";
  return [service.slug, team?.slug ?? "-", artifact.name, artifact.ref, found?.name ?? "(the artifact)", version || "?", through, since];
}
