/** What the labels of all of the chart's objects have, and those of no others. */
const NAME = "app.kubernetes.io/name=stt-bench";
/** Label of the objects of one run, whose value is the run's id. */
export const RUN_LABEL = "stt-bench/run";
/** Label of a gateway's objects, whose value is its variant. */
export const VARIANT_LABEL = "stt-bench/variant";
/** Label of an object's part in the whole. */
export const COMPONENT_LABEL = "app.kubernetes.io/component";

/** Parts of the chart that a bench has to do with. */
export type Component = "simulator" | "gateway" | "loadgen" | "collector";

/**
 * Label selectors of a release's objects. Every call that changes something has one of them: so it
 * can't reach what isn't the release's own, whatever its name.
 */
export interface Selectors {
  readonly release: string;
  component(component: Component): string;
  gateway(variant: string): string;
  run(run: string): string;
}

/** The selectors of `release`. */
export function selectorsOf(release: string): Selectors {
  const all = `${NAME},app.kubernetes.io/instance=${release}`;
  return {
    release: all,
    component: (component) => `${all},${COMPONENT_LABEL}=${component}`,
    gateway: (variant) => `${all},${COMPONENT_LABEL}=gateway,${VARIANT_LABEL}=${variant}`,
    run: (run) => `${all},${COMPONENT_LABEL}=loadgen,${RUN_LABEL}=${run}`,
  };
}
