import { stringify } from "csv-stringify/sync";
import type { z } from "zod";
import type { Verb } from "@/lib/context";
import { compareBuilds } from "./compare-builds";
import { comparisonLists } from "./lists";
import { type BuildComparison, type Difference, exportComparisonSchema } from "./schemas";

/** The most rows of each list in a file. */
const rowsMax = 5_000;

const columns = ["difference", "ecosystem", "package", "from_version", "to_version", "purl", "direct", "via", "scope", "detail"] as const;

/** A comparison as a file: every row that the page would show, without its cuts. Throws as `compareBuilds` does. */
export async function exportComparison({ ctx, input }: Verb<z.input<typeof exportComparisonSchema>>) {
  const { slug, from, to, format } = exportComparisonSchema.parse(input);
  const comparison = await compareBuilds({ ctx, input: { slug, from, to, limit: rowsMax } });
  const isCsv = format === "csv";
  return {
    contentType: isCsv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8",
    filename: `${`${slug}-${from}-${to}`.replace(/[^A-Za-z0-9._-]+/g, ".")}.${format}`,
    body: isCsv ? comparisonCsv(comparison) : `${JSON.stringify(comparison, null, 2)}\n`,
  };
}

/** One line per difference (RFC 4180), in the order of the page. A cell that a spreadsheet would run as a formula is made text. */
export function comparisonCsv(comparison: BuildComparison): string {
  const records = comparisonLists.flatMap((difference) =>
    comparison[difference].data.map((row: Difference & Partial<Details>) => {
      const shown = row.to ?? row.from;
      return {
        difference,
        ecosystem: row.package.ecosystem,
        package: row.package.name,
        from_version: row.from?.version ?? "",
        to_version: row.to?.version ?? "",
        purl: row.package.purl ?? "",
        direct: String(shown?.direct ?? false),
        via: (shown?.via ?? []).join("; "),
        scope: shown?.scope ?? "",
        detail: detailOf(row),
      };
    }),
  );
  return stringify(records, { header: true, columns: [...columns], escape_formulas: true, record_delimiter: "windows" });
}

type Details = { hashes: BuildComparison["otherHash"]["data"][number]["hashes"]; licences: BuildComparison["licenceChanged"]["data"][number]["licences"] };

function detailOf({ hashes, licences }: Partial<Details>): string {
  if (hashes !== undefined) return hashes.map(({ algorithm, from, to }) => `${algorithm} ${from.join(" ")} -> ${to.join(" ")}`).join("; ");
  return licences === undefined ? "" : `${licences.from.join(" AND ")} -> ${licences.to.join(" AND ")}`;
}
