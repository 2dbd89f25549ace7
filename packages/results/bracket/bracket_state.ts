import * as v from "valibot";
import { parseJson } from "../parse_json.ts";
import { BRACKET_SCHEMA_VERSION, BracketFile } from "./bracket_file.ts";
import type { BracketFileResult } from "./bracket_file.ts";
import type { BracketResult } from "./bracket_result.ts";
import type { Point } from "./point.ts";
import type { SearchOptions } from "./search_options.ts";

/** The search for one gateway's capacity. */
export interface Search {
  /** The variant's name, or that of a gateway elsewhere. */
  readonly target: string;
  /** Its runs so far, in their order. */
  readonly history: readonly Point[];
  /** Null until the search has ended. */
  readonly result: BracketResult | null;
}

/** A bracket, so far or to its end. */
export interface BracketState {
  /** What the points were measured under, by name: profile, CPU limit, machine … */
  readonly conditions: Readonly<Record<string, string>>;
  readonly options: SearchOptions;
  readonly searches: readonly Search[];
}

/** The content of the file for `state`. */
export function toBracketFile({ conditions, options, searches }: BracketState): BracketFile {
  const { invalidRetries, maxProbes, ...others } = options;
  return v.parse(BracketFile, {
    schema_version: BRACKET_SCHEMA_VERSION,
    conditions,
    options: { ...others, invalid_retries: invalidRetries, max_probes: maxProbes },
    searches: searches.map(({ target, history, result }) => ({
      target,
      history: history.map(({ failingGates, ...point }) => ({
        ...point,
        failing_gates: failingGates,
      })),
      result: result && toResult(result),
    })),
  });
}

function toResult(
  { firstSolidFail, failingGate, errorMode, ...others }: BracketResult,
): BracketFileResult {
  return {
    ...others,
    borderline: [...others.borderline],
    reasons: [...others.reasons],
    first_solid_fail: firstSolidFail,
    failing_gate: failingGate,
    error_mode: errorMode,
  };
}

/**
 * Reads a bracket from the JSON text of its file.
 *
 * @throws {Error} that names the first wrong field.
 */
export function parseBracketState(json: string): BracketState {
  return fromBracketFile(parseJson(BracketFile, json, "the bracket so far"));
}

/** The bracket that a file holds. */
export function fromBracketFile({ conditions, options, searches }: BracketFile): BracketState {
  const { invalid_retries, max_probes, ...others } = options;
  return {
    conditions,
    options: { ...others, invalidRetries: invalid_retries, maxProbes: max_probes },
    searches: searches.map(({ target, history, result }) => ({
      target,
      history: history.map(({ failing_gates, ...point }) => ({
        ...point,
        failingGates: failing_gates,
      })),
      result: result && fromResult(result),
    })),
  };
}

function fromResult(
  { first_solid_fail, failing_gate, error_mode, ...others }: BracketFileResult,
): BracketResult {
  return {
    ...others,
    firstSolidFail: first_solid_fail,
    failingGate: failing_gate,
    errorMode: error_mode,
  };
}
