import type { PackageIdentity } from "@/lib/sbom/model";
import type { DecisionResponse, DecisionStatus, Justification } from "../../words";

/** An artifact of which something is said. `digest`: of its newest build. */
export type ExportedArtifact = { service: string; name: string; kind: string; ref: string; version: string | null; digest: string | null };

/** What one decision says of one vulnerability: of packages in artifacts, as places in the lists, artifact first. */
export type ExportedStatement = {
  vulnerability: { id: string; aliases: readonly string[]; summary: string | null };
  status: DecisionStatus;
  justification: Justification | null;
  responses: readonly DecisionResponse[];
  detail: string | null;
  evidenceUrl: string | null;
  /** Until when the risk is accepted; null: it is not. */
  acceptedUntil: Date | null;
  /** Since when it counts. */
  at: Date;
  about: readonly (readonly [artifact: number, component: number])[];
};

/** Decisions that count, before they are written in a format. */
export type VexExport = {
  /** A UUID, another one for each export. */
  id: string;
  /** What it is about: the slug of a service or team, or `everything`. */
  subject: string;
  title: string;
  at: Date;
  /** Who publishes it: the address of this installation, and what it is called. */
  publisher: { url: string; name: string };
  tool: { name: string; version: string };
  artifacts: readonly ExportedArtifact[];
  components: readonly PackageIdentity[];
  statements: readonly ExportedStatement[];
};
