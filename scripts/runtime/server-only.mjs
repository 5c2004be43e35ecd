// Stands in for the package "server-only" in bundles for plain Node.js.
export {};
