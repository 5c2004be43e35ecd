/** Who has malware or had it, as an alert keeps it. Times are ISO 8601 in UTC. */
export type AlertDetail = {
  displayId: string;
  packages: { ecosystem: string; name: string; versions: string[] }[];
  /** The first hundred, those that have it now in front. `to` is null while it is there. */
  services: { slug: string; name: string; present: boolean; from: string; to: string | null }[];
  serviceCount: number;
  artifactCount: number;
  presentServiceCount: number;
};
