/**
 * Sample results for the tests of other packages: folders as `bench` and `bracket` leave them.
 *
 * @module
 */
export { sampleGateways } from "./sample_gateway.ts";
export { writeSampleBench } from "./write_sample_bench.ts";
export type { SampleBench } from "./write_sample_bench.ts";
export { sampleSearches, writeSampleBracket } from "./write_sample_bracket.ts";
export type { SampleSearch } from "./write_sample_bracket.ts";
