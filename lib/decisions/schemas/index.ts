export * from "./input";
export * from "./output";
