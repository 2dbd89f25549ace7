import { imageConfiguration } from "../dockerfile/image_configuration.ts";
import type { Policy } from "./policy.ts";

const PREFIX = "org.opencontainers.image.";

/** Annotations of the OCI image specification that every image of ours has. */
const NAMES = ["title", "description", "source", "licenses", "version", "revision", "created"];

/** The build arguments that a release sets. */
const GIVEN: Readonly<Record<string, string>> = {
  version: "VERSION",
  revision: "REVISION",
  created: "CREATED",
};

/** Each image says what it is, and which commit it was built from. */
export const imageLabels: Policy = {
  name: "labels",
  check({ stages, text }) {
    const image = stages.at(-1)!;
    const { labels } = imageConfiguration(image);
    const { line } = image;
    return NAMES.flatMap((name) => {
      if (!labels[PREFIX + name]) {
        return [{ line, text: `expected a label ${PREFIX + name}, got none` }];
      }
      const argument = GIVEN[name];
      if (argument === undefined || text.includes(`${PREFIX + name}="\${${argument}}"`)) return [];
      return [{ line, text: `expected ${PREFIX + name} to be "\${${argument}}"` }];
    });
  },
};
