export * from "./common";
export * from "./detail";
export * from "./list";
export * from "./package";
export * from "./services";
