/** Where an embedded PostgreSQL keeps its files, and the account that it runs as. */
export type Place = { dataDir: string; cluster: string; account: { name: string; uid: number; gid: number; switched: boolean } };

/** Makes the data directory ready for PostgreSQL. */
export function preparePlace(settings: { dataDir: string; dataDirChosen: boolean }, say: (line: string) => void): Place;
