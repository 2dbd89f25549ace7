import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { Versions } from "@stt-bench/toolchain";
import { parseDockerfile } from "../dockerfile/parse_dockerfile.ts";
import { lintDockerfile } from "./lint_dockerfile.ts";

const digest = `sha256:${"0".repeat(64)}`;
const versions = {
  images: { node: { image: "node:26.10.0-slim" }, bun: { image: "oven/bun:1.4.5", digest } },
} as unknown as Versions;
const surroundings = { versions, hasSource: (path: string) => path === "main.ts" };

const good = `ARG BASE=node:26.10.0-slim
FROM \${BASE} AS files
COPY main.ts ./
RUN ["node", "main.ts"]

FROM node:26.10.0-slim
ARG VERSION=0.0.0
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.title="gateway" \\
  org.opencontainers.image.description="A gateway" \\
  org.opencontainers.image.source="https://example.org" \\
  org.opencontainers.image.licenses="MIT" \\
  org.opencontainers.image.version="\${VERSION}" \\
  org.opencontainers.image.revision="\${REVISION}" \\
  org.opencontainers.image.created="\${CREATED}"
COPY --from=files /app /app
USER 65532:65532
EXPOSE 3000
HEALTHCHECK CMD ["node", "health.ts"]
ENTRYPOINT ["node", "main.ts"]
`;

function problemsOf(text: string): string[] {
  return lintDockerfile(parseDockerfile("Dockerfile", text), surroundings);
}

test("lintDockerfile has nothing to say of a good one", () => {
  assertEquals(problemsOf(good), []);
});

const bad: [what: string, from: string | RegExp, to: string, problem: string][] = [
  [
    "a latest base",
    "BASE=node:26.10.0-slim",
    "BASE=node:latest",
    "2: pinned bases: expected a base",
  ],
  [
    "a base without a tag",
    "BASE=node:26.10.0-slim",
    "BASE=node",
    "2: pinned bases: expected a base",
  ],
  [
    "a base of another version",
    "FROM node:26.10.0-slim",
    "FROM node:26.9.0-slim",
    `6: pinned bases: expected a base of versions.lock.toml (node:26.10.0-slim, oven/bun:1.4.5@${digest}), got node:26.9.0-slim`,
  ],
  [
    "a base whose digest is known, without it",
    "FROM node:26.10.0-slim",
    "FROM oven/bun:1.4.5",
    "6: pinned bases: expected a base",
  ],
  ["root", "USER 65532:65532", "USER 0:0", "18: unprivileged user: expected USER with a number"],
  [
    "a user by name",
    "USER 65532:65532",
    "USER node",
    "18: unprivileged user: expected USER with a",
  ],
  ["no user", "USER 65532:65532\n", "", "6: unprivileged user: expected USER with a number"],
  [
    "a shell's entry point",
    'ENTRYPOINT ["node", "main.ts"]',
    "ENTRYPOINT node main.ts",
    "21: exec entrypoint: expected an ENTRYPOINT in exec form, got node main.ts",
  ],
  [
    "npm before the program",
    'ENTRYPOINT ["node", "main.ts"]',
    'ENTRYPOINT ["npm", "start"]',
    "21: exec entrypoint: expected the program itself as PID 1, got npm before it",
  ],
  [
    "a shell before the program",
    'ENTRYPOINT ["node", "main.ts"]',
    'ENTRYPOINT ["/bin/sh", "-c", "node main.ts"]',
    "21: exec entrypoint: expected the program itself as PID 1, got /bin/sh before it",
  ],
  [
    "no entry point",
    /ENTRYPOINT.*\n/,
    "",
    "6: exec entrypoint: expected an ENTRYPOINT in exec form",
  ],
  [
    "no health check",
    /HEALTHCHECK.*\n/,
    "",
    "6: health check: expected a HEALTHCHECK in exec form",
  ],
  [
    "a health check that is turned off",
    /HEALTHCHECK.*/,
    "HEALTHCHECK NONE",
    "20: health check: expected a HEALTHCHECK in exec form, got none",
  ],
  [
    "a health check by curl",
    /HEALTHCHECK.*/,
    'HEALTHCHECK CMD ["curl", "-f", "http://127.0.0.1:3000/health"]',
    "20: health check: expected a HEALTHCHECK by the image's own runtime, node, got curl",
  ],
  [
    "a health check of what serves nothing",
    "EXPOSE 3000\n",
    "",
    "19: health check: expected HEALTHCHECK NONE of what serves nothing",
  ],
  [
    "a label that is missing",
    '  org.opencontainers.image.licenses="MIT" \\\n',
    "",
    "6: labels: expected a label org.opencontainers.image.licenses, got none",
  ],
  [
    "a revision that is written down",
    '"${REVISION}"',
    '"abc"',
    '6: labels: expected org.opencontainers.image.revision to be "${REVISION}"',
  ],
  [
    "ADD",
    "COPY main.ts ./",
    "ADD https://example.org/main.ts ./",
    "3: no ADD: expected COPY, got ADD https://example.org/main.ts ./",
  ],
  [
    "a secret among the build arguments",
    "ARG VERSION",
    "ARG NPM_TOKEN\nARG VERSION",
    "7: no secrets: expected no secret in ARG, got NPM_TOKEN",
  ],
  [
    "a secret in the environment",
    "ARG VERSION",
    "ENV DB_PASSWORD=x\nARG VERSION",
    "7: no secrets: expected no secret in ENV, got DB_PASSWORD",
  ],
  [
    "a file of secrets",
    "COPY main.ts ./",
    "COPY main.ts .npmrc ./",
    "3: no secrets: expected no file of secrets, got .npmrc",
  ],
  [
    "a source that is missing",
    "COPY main.ts ./",
    "COPY other.ts ./",
    "3: sources: expected other.ts in the build context, got nothing",
  ],
  [
    "a stage that is missing",
    "--from=files",
    "--from=build",
    "17: sources: expected --from to name an earlier stage, got build",
  ],
  [
    "a shell's RUN",
    'RUN ["node", "main.ts"]',
    "RUN node main.ts && rm main.ts",
    "4: nothing but files: expected RUN in exec form",
  ],
  [
    "RUN in the image itself",
    "USER 65532",
    'RUN ["node", "x.ts"]\nUSER 65532',
    "18: nothing but files: expected no RUN in the last stage",
  ],
  [
    "files that the user may change",
    "COPY --from=files",
    "COPY --from=files --chown=65532",
    "17: nothing but files: expected files of root, got --chown=65532",
  ],
  [
    "a volume",
    "EXPOSE 3000",
    "EXPOSE 3000\nVOLUME /data",
    "20: nothing but files: expected no VOLUME",
  ],
  [
    "an instruction that is none",
    "USER 65532",
    "USR 65532",
    "18: syntax: Unknown instruction: USR",
  ],
];

for (const [what, from, to, problem] of bad) {
  test(`lintDockerfile names ${what}`, () => {
    const text = good.replace(from, to);
    const problems = problemsOf(text);
    assertEquals(
      problems.some((line) => line.startsWith(`Dockerfile:${problem}`)),
      true,
      [
        `Dockerfile:${problem}`,
        ...problems,
      ].join("\n"),
    );
  });
}
