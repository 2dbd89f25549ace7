export { Child, describeExit } from "./child.ts";
export type { ChildExit, ChildOptions } from "./child.ts";
export { ChildError } from "./child_error.ts";
export type { ListeningEvent } from "./listening_event.ts";
export { startGateway, startSimulator, startTool } from "./programs.ts";
export type { Server, StartOptions, Tool } from "./programs.ts";
export { findVariant, runtimes, variants } from "./variants.ts";
export type { Runtime, Variant } from "./variants.ts";
