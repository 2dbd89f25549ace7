import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { imageConfiguration } from "./image_configuration.ts";
import { parseDockerfile } from "./parse_dockerfile.ts";

const text = `
# A comment.
ARG BASE=node:26.10.0-slim
FROM --platform=$BUILDPLATFORM \${BASE} AS files
ENV PLACE=/src EMPTY=
WORKDIR $PLACE
COPY a.ts b.ts ./
RUN ["node", "$PLACE"]

FROM $BASE
ARG VERSION=0.0.0
LABEL version="\${VERSION}" \\
  title="two words"
COPY --from=files --chmod=444 /src /app
USER 65532:65532
EXPOSE 3000
HEALTHCHECK --interval=10s \\
  CMD ["node", "health.ts"]
ENTRYPOINT ["node", "main.ts"]
`;

test("parseDockerfile reads stages and steps, with arguments and variables put in", () => {
  const [files, image] = parseDockerfile("Dockerfile", text).stages;
  assertEquals([files.base, files.name, files.line], ["node:26.10.0-slim", "files", 4]);
  assertEquals(
    files.steps.map(({ keyword, text }) => [keyword, text]),
    [
      ["ENV", "PLACE=/src EMPTY="],
      ["WORKDIR", "/src"],
      ["COPY", "a.ts b.ts ./"],
      ["RUN", '["node", "$PLACE"]'],
    ],
  );
  assertEquals(image?.base, "node:26.10.0-slim");
  assertEquals(image?.steps.find(({ keyword }) => keyword === "COPY")?.flags, {
    from: "files",
    chmod: "444",
  });
});

test("imageConfiguration gathers what an image says of its process", () => {
  const stage = parseDockerfile("Dockerfile", text, { VERSION: "1.2.3" }).stages.at(-1)!;
  assertEquals(imageConfiguration(stage), {
    env: {},
    labels: { version: "1.2.3", title: "two words" },
    workingDirectory: "/",
    user: "65532:65532",
    entrypoint: ["node", "main.ts"],
    healthCheck: ["node", "health.ts"],
    ports: [3000],
  });
});

test("parseDockerfile takes a build argument in place of a default", () => {
  const { stages } = parseDockerfile("Dockerfile", text, { BASE: "other:1.0.0" });
  assertEquals(stages.map(({ base }) => base), ["other:1.0.0", "other:1.0.0"]);
});

test("parseDockerfile says that a file has no stage", () => {
  assertThrows(
    () => parseDockerfile("x/Dockerfile", "# none\n"),
    Error,
    "Cannot read x/Dockerfile",
  );
});
