/**
 * What tests of programs share.
 *
 * @module
 */
export * from "./in_folder.ts";
