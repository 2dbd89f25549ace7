import { findPort } from "../release/find_port.ts";
import { selects } from "../release/label_selector.ts";
import { expectThat } from "./policy.ts";
import type { Policy } from "./policy.ts";

/** Every port of a Service is one of a container of each pod behind it. */
export const servedPorts: Policy = {
  name: "served ports",
  check(release) {
    return release.all("Service").flatMap((service) =>
      (service.spec?.ports ?? []).flatMap(({ port, targetPort = port }) =>
        release.workloads
          .filter(({ labels }) => selects({ matchLabels: service.spec?.selector ?? {} }, labels))
          .flatMap(({ manifest, containers }) => {
            const ports = containers.flatMap((container) => container.ports ?? []);
            const isServed = findPort(ports, targetPort) !== undefined;
            const expected = `a targetPort that ${manifest.metadata.name} has`;
            return expectThat(service, isServed, expected, targetPort);
          })
      )
    );
  },
};
