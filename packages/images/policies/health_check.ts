import { imageConfiguration } from "../dockerfile/image_configuration.ts";
import type { Policy } from "./policy.ts";

/** A server has a health check, by a program that the image has for sure; others say NONE. */
export const healthCheck: Policy = {
  name: "health check",
  check({ stages }) {
    const image = stages.at(-1)!;
    const { healthCheck: check, entrypoint, ports } = imageConfiguration(image);
    const line = image.steps.findLast(({ keyword }) => keyword === "HEALTHCHECK")?.line ??
      image.line;
    if (ports.length === 0) {
      return check === "none"
        ? []
        : [{ line, text: "expected HEALTHCHECK NONE of what serves nothing" }];
    }
    if (check === undefined || check === "none") {
      return [{ line, text: `expected a HEALTHCHECK in exec form, got ${check ?? "none"}` }];
    }
    if (check[0] === entrypoint?.[0]) return [];
    const text = `expected a HEALTHCHECK by the image's own runtime, ${entrypoint?.[0]}, got ${
      check[0]
    }`;
    return [{ line, text }];
  },
};
