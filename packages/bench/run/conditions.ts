/** Under which conditions every run of a program is measured. */
export interface Conditions {
  /** Whether gateway and tools run on different CPUs. */
  readonly pinning: boolean;
  /** Load generators that share the sessions. */
  readonly generators: number;
  /** CPUs of the gateway; undefined for one, or one for each worker where there are enough. */
  readonly gatewayCpus: number | undefined;
  /** Fraction of a CPU that the gateway may use, e.g. 0.25; undefined for no limit. */
  readonly cpuLimit: number | undefined;
  /** Memory that the gateway may use; undefined for no limit. */
  readonly memoryLimitBytes: number | undefined;
  /** An inference service to use in place of the simulator. */
  readonly inferenceUrl: string | undefined;
  /** Passes over the audio by the simulated model; undefined leaves the gateway's default. */
  readonly cpuPasses: number | undefined;
  /** Seed of the simulator's latencies in the first round; each round has the next one. */
  readonly seed: number;
  readonly gatewayPort: number;
  /** Service level: a name, or the path of a JSON file. */
  readonly slo: string;
  /** Whether a gateway must be conformant before it is measured. */
  readonly conformance: boolean;
}
