import type { IContainerPort } from "kubernetes-models/v1/ContainerPort";

/** The one of a container's `ports` that a Service or a probe means by `wanted`: a name or a number. */
export function findPort(
  ports: readonly IContainerPort[],
  wanted: string | number,
): IContainerPort | undefined {
  return ports.find(({ name, containerPort }) => name === wanted || containerPort === wanted);
}
