import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import dockerignore from "@balena/dockerignore";

/** Folders that nobody may ever copy, and that take long to walk. */
const NEVER = new Set([".git", "node_modules", ".toolchain"]);

/** What Docker would send to a build: the files below a folder that `.dockerignore` lets through. */
export class BuildContext {
  readonly root: string;
  /** Paths from the root, sorted. */
  readonly files: readonly string[];

  private constructor(root: string, files: readonly string[]) {
    this.root = root;
    this.files = files;
  }

  /** Reads the names of the files below `root`. */
  static async read(root: string): Promise<BuildContext> {
    const rules = dockerignore.default().add(await readFile(join(root, ".dockerignore"), "utf8"));
    const files: string[] = [];
    const entries = glob("**", {
      cwd: root,
      withFileTypes: true,
      exclude: (entry) => NEVER.has(entry.name),
    });
    for await (const entry of entries) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name).slice(join(root, "/").length);
      if (!rules.ignores(path)) files.push(path);
    }
    return new BuildContext(root, files.sort());
  }

  /** Whether it has a file at `path`, or any below it. */
  has(path: string): boolean {
    return this.below(path).length > 0;
  }

  /** The files at or below `path`. */
  below(path: string): string[] {
    const folder = folderPrefix(path);
    return this.files.filter((file) => file === path || file.startsWith(folder));
  }
}

function folderPrefix(path: string): string {
  const plain = path.replace(/^\.\/?/, "").replace(/\/$/, "");
  return plain === "" ? "" : `${plain}/`;
}
