import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Makes the kubectl of a control plane a program of its own. @returns its path. */
export async function kubectlScript(folder: string, program: string): Promise<string> {
  const path = join(folder, "kubectl");
  await writeFile(path, `#!/bin/sh\nexec '${program}' kubectl "$@"\n`);
  await chmod(path, 0o755);
  return path;
}
