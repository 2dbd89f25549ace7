import { readVersions } from "../install/versions.ts";
import { root as repository } from "../root.ts";
import { goProblem } from "./go_problem.ts";
import { locateGoProgram } from "./locate_go_program.ts";

/**
 * Why this machine can't have the program `name` that `versions.lock.toml` pins, and how it could;
 * undefined when it is here, or Go can build it.
 */
export async function reasonNotToHave(
  name: string,
  root: string = repository,
): Promise<string | undefined> {
  const pin = (await readVersions(root)).go[name];
  if (pin === undefined) return `no program ${name} is pinned`;
  if (await locateGoProgram(name, pin, root) !== undefined) return undefined;
  const problem = await goProblem(pin.go);
  return problem && `no ${name} ${pin.version} here, and ${problem}`;
}
