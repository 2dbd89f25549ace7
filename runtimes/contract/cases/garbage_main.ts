/**
 * Streams for long under garbage collection, on several gateways at the same time:
 * `deno run -A …/garbage_main.ts <sessions> <seconds> [variant …]`.
 *
 * @module
 */
import process from "node:process";
import { reactorVariants } from "@stt-bench/bench";
import { Bed } from "../bed.ts";
import { streamUnderGarbage } from "./garbage.ts";

const [sessions, seconds, ...given] = process.argv.slice(2);
const names = given.length > 0 ? given : reactorVariants.map(({ name }) => name);
const load = { sessions: Number(sessions), seconds: Number(seconds) };

await Promise.all(names.map(async (name) => {
  const bed = await Bed.make(name);
  try {
    const { frames, partials, collections } = await streamUnderGarbage(bed, load);
    process.stdout.write(
      `${name}: ${frames} frames in ${partials} partials, all right; ${collections} collections\n`,
    );
  } finally {
    await bed.end();
  }
}));
