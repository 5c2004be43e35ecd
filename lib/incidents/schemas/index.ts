export * from "./coverage";
export * from "./input";
export * from "./output";
export * from "./words";
