export * from "./findings";
export * from "./rows";
export * from "./side";
