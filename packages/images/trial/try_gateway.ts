import type { ImageName } from "../dockerfiles.ts";
import type { BuiltImages } from "./built_images.ts";
import { RunningImage } from "./running_image.ts";
import { streamLoad } from "./stream_load.ts";

/** The image of a gateway, and the variables that make it one of its variants. */
export interface GatewayVariant {
  readonly image: ImageName;
  readonly env: Readonly<Record<string, string>>;
}

/** All gateways that our images hold, by the names of their variants. */
export const gatewayVariants: Readonly<Record<string, GatewayVariant>> = {
  "deno": { image: "gateway-deno", env: {} },
  "node": { image: "gateway-node", env: {} },
  "bun": { image: "gateway-bun", env: {} },
  "deno-tuned": {
    image: "gateway-deno",
    env: { SOCKETS: "tuned", DENO_V8_FLAGS: "--max-semi-space-size=1" },
  },
  "node-tuned": {
    image: "gateway-node",
    env: { SOCKETS: "tuned", NODE_OPTIONS: "--max-semi-space-size=1" },
  },
  "bun-tuned": { image: "gateway-bun", env: { SOCKETS: "tuned" } },
};

/**
 * Starts the image of the simulator and that of a gateway, holds both against what they promise,
 * streams to them with the image of the load generator, and ends them with SIGTERM. Returns the
 * number of partials.
 *
 * @throws {Error} that says what went otherwise.
 */
export async function tryGateway(
  images: BuiltImages,
  variant: string,
  signal?: AbortSignal,
): Promise<number> {
  const { image, env } = gatewayVariants[variant]!;
  await using simulator = await RunningImage.start(
    "simulator",
    await images.get("simulator"),
    {},
    signal,
  );
  await simulator.checkProcess();
  await simulator.checkHealth();
  await using gateway = await RunningImage.start(variant, await images.get(image), {
    ...env,
    INFERENCE_URL: simulator.url,
  }, signal);
  await gateway.checkProcess();
  await gateway.checkHealth();
  const partials = await streamLoad(await images.get("loadgen"), gateway.url, signal);
  await gateway.stop();
  await simulator.stop();
  return partials;
}
