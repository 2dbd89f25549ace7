import type { Buffer } from "node:buffer";
import { Parser } from "tar";

/** The text of each module in a `tarball`. */
export async function modulesIn(tarball: Buffer): Promise<string[]> {
  const modules: Promise<string>[] = [];
  const parser = new Parser({
    strict: true,
    filter: (path) => path.endsWith(".ts"),
    onReadEntry: (entry) => void modules.push(entry.concat().then(String)),
  });
  await new Promise((resolve, reject) => {
    parser.on("end", resolve).on("error", reject).end(tarball);
  });
  return await Promise.all(modules);
}
