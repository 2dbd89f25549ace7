/**
 * Keeps warnings from users that they can do nothing about: a library below kubernetes-models takes
 * `punycode` from the runtime, which calls that deprecated. To be imported before it.
 *
 * @module
 */
import process from "node:process";

process.noDeprecation = true;
