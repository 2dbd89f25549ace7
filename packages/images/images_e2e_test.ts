import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { imageNames } from "./dockerfiles.ts";
import { reasonNotToEnterRoot } from "./engine/reason_not_to_enter_root.ts";
import { BuiltImages } from "./trial/built_images.ts";
import { tryGateway } from "./trial/try_gateway.ts";

const skip = reasonNotToEnterRoot() ?? false;

test("Every Dockerfile keeps every policy", async () => {
  await using images = await BuiltImages.open();
  for (const name of imageNames) assertEquals(await images.lint(name), []);
});

test(
  "Images of gateway, simulator and load generator run as PID 1, unprivileged, on a read-only root",
  {
    skip,
  },
  async () => {
    await using images = await BuiltImages.open();
    assert(await tryGateway(images, "node") > 0);
  },
);
