import * as v from "valibot";

/**
 * The parts of Kubernetes' objects that we read; others are none of our business and stay out of
 * these schemas.
 */
const texts = v.record(v.string(), v.string());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const optionalCount = v.optional(count, 0);

const Metadata = v.object({
  name: v.string(),
  labels: v.optional(texts, {}),
  deletionTimestamp: v.optional(v.string()),
});

const EnvVar = v.looseObject({ name: v.string(), value: v.optional(v.string()) });

const Container = v.object({
  name: v.string(),
  image: v.optional(v.string(), ""),
  args: v.optional(v.array(v.string()), []),
  env: v.optional(v.array(EnvVar), []),
  resources: v.optional(v.object({ limits: v.optional(texts, {}) }), {}),
});

const PodTemplate = v.object({ spec: v.object({ containers: v.array(Container) }) });

const Condition = v.object({
  type: v.string(),
  status: v.string(),
  reason: v.optional(v.string(), ""),
  message: v.optional(v.string(), ""),
});

const listOf = <S extends v.GenericSchema>(item: S) => v.object({ items: v.array(item) });

/** A Deployment. */
export const Deployment = v.object({
  metadata: v.object({ ...Metadata.entries, generation: optionalCount }),
  spec: v.object({ replicas: v.optional(count, 1), template: PodTemplate }),
  status: v.optional(
    v.object({
      observedGeneration: optionalCount,
      replicas: optionalCount,
      updatedReplicas: optionalCount,
      readyReplicas: optionalCount,
    }),
    {},
  ),
});
export type Deployment = v.InferOutput<typeof Deployment>;
/** The answer to `get deployments`. */
export const Deployments = listOf(Deployment);

/** A Service. */
export const Service = v.object({
  metadata: Metadata,
  spec: v.object({ ports: v.optional(v.array(v.object({ port: count })), []) }),
});
export type Service = v.InferOutput<typeof Service>;
/** The answer to `get services`. */
export const Services = listOf(Service);

/** A Job. */
export const Job = v.object({
  metadata: Metadata,
  spec: v.object({
    suspend: v.optional(v.boolean(), false),
    completionMode: v.optional(v.string(), "NonIndexed"),
    template: PodTemplate,
  }),
  status: v.optional(
    v.object({
      active: optionalCount,
      succeeded: optionalCount,
      failed: optionalCount,
      conditions: v.optional(v.array(Condition), []),
    }),
    {},
  ),
});
export type Job = v.InferOutput<typeof Job>;
/** The answer to `get jobs`. */
export const Jobs = listOf(Job);

const Ended = v.object({
  exitCode: v.number(),
  reason: v.optional(v.string(), ""),
  message: v.optional(v.string(), ""),
});

const ContainerStatus = v.object({
  name: v.string(),
  ready: v.optional(v.boolean(), false),
  restartCount: optionalCount,
  state: v.optional(
    v.object({
      waiting: v.optional(
        v.object({ reason: v.optional(v.string(), ""), message: v.optional(v.string(), "") }),
      ),
      running: v.optional(v.object({})),
      terminated: v.optional(Ended),
    }),
    {},
  ),
  lastState: v.optional(v.object({ terminated: v.optional(Ended) }), {}),
});

/** A Pod. */
export const Pod = v.object({
  metadata: v.object({ ...Metadata.entries, annotations: v.optional(texts, {}) }),
  spec: v.object({ nodeName: v.optional(v.string()) }),
  status: v.optional(
    v.object({
      phase: v.optional(v.string(), "Pending"),
      reason: v.optional(v.string(), ""),
      message: v.optional(v.string(), ""),
      conditions: v.optional(v.array(Condition), []),
      initContainerStatuses: v.optional(v.array(ContainerStatus), []),
      containerStatuses: v.optional(v.array(ContainerStatus), []),
    }),
    {},
  ),
});
export type Pod = v.InferOutput<typeof Pod>;
/** The answer to `get pods`. */
export const Pods = listOf(Pod);

/** A Node: what it is made of. */
export const Node = v.object({
  metadata: Metadata,
  status: v.object({
    capacity: v.optional(texts, {}),
    nodeInfo: v.object({
      architecture: v.string(),
      kernelVersion: v.string(),
      operatingSystem: v.string(),
    }),
  }),
});
export type Node = v.InferOutput<typeof Node>;
