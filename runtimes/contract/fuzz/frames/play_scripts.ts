import type { Ground } from "../ground.ts";
import type { FrameScript } from "./frame_script.ts";
import { playScript } from "./play_script.ts";

/** Plays each of `scripts` on a connection of its own, all at the same time. */
export async function playScripts(ground: Ground, scripts: readonly FrameScript[]): Promise<void> {
  await ground.withDoor(async (door) => {
    await Promise.all(scripts.map((script) => playScript(door, script, ground.allowances)));
  });
}
