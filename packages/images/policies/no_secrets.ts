import type { Policy, Problem } from "./policy.ts";

const SECRET_NAME = /token|secret|passw|credential|private|api_?key|access_?key/i;

/** Files that hold credentials, by the names that tools give them. */
const SECRET_FILE =
  /(^|\/)(\.env(\..+)?|\.npmrc|\.netrc|id_(rsa|ecdsa|ed25519)|[^/]+\.(pem|key|p12))$/;

/** Build arguments and variables stay in an image's history, and copied files in its layers. */
export const noSecrets: Policy = {
  name: "no secrets",
  check: ({ stages }) =>
    stages.flatMap(({ steps }) =>
      steps.flatMap(({ keyword, line, text, values }): Problem[] => {
        if (keyword === "COPY") {
          return text.split(" ").slice(0, -1).filter((path) => SECRET_FILE.test(path))
            .map((path) => ({ line, text: `expected no file of secrets, got ${path}` }));
        }
        if (keyword !== "ARG" && keyword !== "ENV") return [];
        return Object.keys(values).filter((name) => SECRET_NAME.test(name))
          .map((name) => ({ line, text: `expected no secret in ${keyword}, got ${name}` }));
      })
    ),
};
