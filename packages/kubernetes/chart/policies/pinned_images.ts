import { expectThat } from "./policy.ts";
import type { Policy } from "./policy.ts";

/** A registry's host, a path, a tag with a version, and the digest where it is known. */
const REFERENCE =
  /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)+:v?\d+\.\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?$/;

/** Images come by a version, so that it is known what was measured: never by none, never `latest`. */
export const pinnedImages: Policy = {
  name: "pinned images",
  check({ workloads }) {
    return workloads.flatMap(({ manifest, containers }) =>
      containers.flatMap(({ image = "" }) =>
        expectThat(manifest, REFERENCE.test(image), "an image by its version", image)
      )
    );
  },
};
