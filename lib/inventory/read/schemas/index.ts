export * from "./builds";
export * from "./common";
export * from "./overview";
export * from "./packages";
export * from "./services";
