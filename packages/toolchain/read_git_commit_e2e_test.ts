import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { readGitCommit } from "./read_git_commit.ts";
import { runCommand } from "./run_command.ts";
import { temporaryFolder } from "./testing/temporary_folder.ts";

async function git(cwd: string, ...args: string[]): Promise<string> {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
  const { exitCode, output } = await runCommand("git", [...identity, ...args], { cwd });
  assertEquals(exitCode, 0, output);
  return output.trim();
}

test("readGitCommit tells the commit, and whether files differ from it", async () => {
  using folder = temporaryFolder();
  assertEquals(await readGitCommit(folder.path), null);
  await git(folder.path, "init", "--quiet");
  await Deno.writeTextFile(`${folder.path}/a.txt`, "a");
  await git(folder.path, "add", "a.txt");
  await git(folder.path, "commit", "--quiet", "--message", "First");
  const commit = await git(folder.path, "rev-parse", "HEAD");
  await Deno.writeTextFile(`${folder.path}/b.txt`, "nobody follows it");
  assertEquals(await readGitCommit(folder.path), { commit, dirty: false });
  await Deno.writeTextFile(`${folder.path}/a.txt`, "b");
  assertEquals(await readGitCommit(folder.path), { commit, dirty: true });
});
