import { findVariant } from "@stt-bench/bench";
import { cases as allConformanceCases } from "@stt-bench/conformance";
import type { Case, CaseResult } from "@stt-bench/conformance";
import { findTool } from "@stt-bench/toolchain";
import { contractCases } from "../cases/mod.ts";
import type { ContractCase } from "../contract_case.ts";
import type { CaseOutcome, VariantResults } from "../report/variant_results.ts";
import { Beds } from "./beds.ts";
import { judge } from "./judge.ts";
import { judgeContractCase } from "./judge_contract_case.ts";
import type { TimedJudgement } from "./judge_contract_case.ts";
import { messageOf } from "./message_of.ts";
import { runConformance } from "./run_conformance.ts";

/** Which cases of a {@linkcode VariantRun} there are, and who is told. */
export interface RunOptions {
  /** Names; all cases when it is left out. */
  readonly only?: ReadonlySet<string>;
  /** Called with each outcome when it is there. */
  readonly onOutcome?: (outcome: CaseOutcome) => void;
}

/**
 * Cases of both suites against one variant. Each runs once: when it is asked for, or when
 * {@linkcode VariantRun.start} has started all of them.
 *
 * Conformance has a gateway for itself and goes first. Then as many of the contract's cases run at
 * the same time as there are {@linkcode Beds}, and those that must be alone one by one.
 */
export class VariantRun {
  readonly variant: string;
  readonly #onOutcome: (outcome: CaseOutcome) => void;
  readonly #conformance: readonly Case[];
  readonly #contract: readonly ContractCase[];
  readonly #beds: Beds;
  readonly #started = new Map<string, Promise<CaseOutcome>>();

  constructor(variant: string, { only, onOutcome = () => {} }: RunOptions = {}) {
    const isChosen = ({ name }: { name: string }) => only?.has(name) ?? true;
    this.variant = variant;
    this.#onOutcome = onOutcome;
    this.#conformance = allConformanceCases.filter(isChosen);
    this.#contract = contractCases.filter(isChosen);
    this.#beds = new Beds(variant);
  }

  /** Starts every case. */
  start(): void {
    const conformance = this.#startConformance();
    const together = this.#contract.filter(({ alone }) => !alone);
    let before: Promise<unknown> = Promise.all(
      together.map((each) => this.#startAfter(conformance, each)),
    );
    for (const each of this.#contract.filter(({ alone }) => alone)) {
      before = this.#startAfter(before, each);
    }
  }

  /**
   * How the case `name` ended; it starts unless it has. Never rejects.
   *
   * @throws {RangeError} when it is no case of this run.
   */
  outcomeOf(name: string): Promise<CaseOutcome> {
    const started = this.#started.get(name);
    if (started !== undefined) return started;
    const contractCase = this.#contract.find((each) => each.name === name);
    if (contractCase !== undefined) return this.#startAfter(Promise.resolve(), contractCase);
    if (!this.#conformance.some((each) => each.name === name)) {
      throw new RangeError(`Cannot run "${name}": expected the name of a chosen case`);
    }
    this.#startConformance();
    return this.#started.get(name)!;
  }

  /** What came of every case that was started, in the order of reports. */
  async results(): Promise<VariantResults> {
    const { runtime } = findVariant(this.variant);
    const { version } = await findTool(runtime);
    const names = [...this.#conformance, ...this.#contract].map(({ name }) => name);
    const started = names.map((name) => this.#started.get(name));
    const cases = await Promise.all(started.filter((outcome) => outcome !== undefined));
    return { variant: this.variant, runtime, version, cases };
  }

  /** Ends its processes. */
  async end(): Promise<void> {
    await this.#beds.end();
  }

  /** One gateway takes all of its cases, so that they start together. */
  #startConformance(): Promise<unknown> {
    const results = this.#conformance.length === 0
      ? Promise.resolve([])
      : runConformance(this.variant, this.#conformance);
    const outcomes = this.#conformance.map((each) => {
      const outcome = results.then(
        (all) => this.#conformanceOutcome(all.find(({ name }) => name === each.name)!),
        (error) => {
          // Nothing was tried: the gateway did not start.
          const detail = messageOf(error);
          return this.#tell(each.name, { outcome: "fail", detail, elapsedMs: 0 });
        },
      );
      this.#started.set(each.name, outcome);
      return outcome;
    });
    return Promise.all(outcomes);
  }

  #conformanceOutcome({ name, outcome, detail, elapsedMs }: CaseResult): CaseOutcome {
    const findings = outcome === "pass" ? {} : { problem: detail ?? outcome };
    return this.#tell(name, { ...judge(this.variant, name, findings), elapsedMs });
  }

  #startAfter(before: Promise<unknown>, each: ContractCase): Promise<CaseOutcome> {
    const outcome = before.then(() => this.#run(each));
    this.#started.set(each.name, outcome);
    return outcome;
  }

  async #run(each: ContractCase): Promise<CaseOutcome> {
    return this.#tell(each.name, await judgeContractCase(this.variant, each, this.#beds));
  }

  #tell(name: string, { elapsedMs, ...judgement }: TimedJudgement): CaseOutcome {
    const outcome = { name, ...judgement, elapsed_ms: elapsedMs };
    this.#onOutcome(outcome);
    return outcome;
  }
}
