/** What a build is called: the artifact that it is a build of, and which. */
export type BuildNameRow = {
  artifactId: number;
  kind: string;
  artifactName: string;
  ref: string;
  seq: number;
  version: string | null;
  builtAt: Date;
};

/** The columns of `BuildNameRow`, of `build b` joined to `artifact a`. */
export const buildNameColumns = `a.id as "artifactId", a.kind, a.name as "artifactName", a.ref, b.seq, b.version, b.built_at as "builtAt"`;
