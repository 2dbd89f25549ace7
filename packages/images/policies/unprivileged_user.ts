import { imageConfiguration } from "../dockerfile/image_configuration.ts";
import type { Policy } from "./policy.ts";

/** Kubernetes' `runAsNonRoot` can tell only from a number that it isn't root. */
export const unprivilegedUser: Policy = {
  name: "unprivileged user",
  check({ stages }) {
    const image = stages.at(-1)!;
    const { user } = imageConfiguration(image);
    if (user !== undefined && /^[1-9]\d*:[1-9]\d*$/.test(user)) return [];
    const line = image.steps.findLast(({ keyword }) => keyword === "USER")?.line ?? image.line;
    const text = `expected USER with a number for user and group, neither of them 0, got ${user}`;
    return [{ line, text }];
  },
};
