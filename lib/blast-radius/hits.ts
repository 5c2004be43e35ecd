/** Who holds one package version, as columns. 0 as package version: the artifacts themselves, found by a digest. */
export type Holding = {
  packageVersionId: number;
  artifactIds: Int32Array;
  /** Since when, in milliseconds; null when the order does not need it. */
  sinceMs: Float64Array | null;
  /** What is true of each, as bits of `side`; null: all of them are now. */
  sides: Uint8Array | null;
};

export type FleetService = { id: number; slug: string; teamId: number | null };

/** The services that are asked about, and whose each of their artifacts is. */
export type Fleet = {
  services: readonly FleetService[];
  /** The teams that have any of them; null: no team. */
  teamIds: readonly (number | null)[];
  /** By the place of a service the place of its team in `teamIds`. */
  teamPlaces: Int32Array;
  /** The place in `services` of the service that has this artifact; -1 for an artifact that is not asked about. */
  serviceOf: (artifactId: number) => number;
  /** The place of a service; -1 for one that is not asked about. */
  placeOf: (serviceId: number) => number;
};

function placeTeams(services: readonly FleetService[]): Pick<Fleet, "teamIds" | "teamPlaces"> {
  const places = new Map<number | null, number>();
  const teamPlaces = new Int32Array(services.length);
  services.forEach(({ teamId }, place) => {
    const known = places.get(teamId) ?? places.size;
    if (known === places.size) places.set(teamId, known);
    teamPlaces[place] = known;
  });
  return { teamIds: [...places.keys()], teamPlaces };
}

/** A fleet from columns. Ids come from sequences, so a dense table is smaller and faster than a map unless they have gaps. */
export function toFleet(services: readonly FleetService[], artifactIds: Int32Array, serviceIds: Int32Array): Fleet {
  const places = new Map(services.map(({ id }, place) => [id, place]));
  const placeOf = (serviceId: number) => places.get(serviceId) ?? -1;
  const ofTeams = placeTeams(services);
  let largest = 0;
  for (const id of artifactIds) if (id > largest) largest = id;
  if (largest > 65_536 + 4 * artifactIds.length) {
    const byId = new Map<number, number>();
    for (let i = 0; i < artifactIds.length; i++) byId.set(artifactIds[i] ?? 0, placeOf(serviceIds[i] ?? 0));
    return { services, ...ofTeams, placeOf, serviceOf: (artifactId) => byId.get(artifactId) ?? -1 };
  }
  const table = new Int32Array(largest + 1).fill(-1);
  for (let i = 0; i < artifactIds.length; i++) table[artifactIds[i] ?? 0] = placeOf(serviceIds[i] ?? 0);
  return { services, ...ofTeams, placeOf, serviceOf: (artifactId) => table[artifactId] ?? -1 };
}
