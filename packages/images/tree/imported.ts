import type { ModuleInfo } from "./module_info.ts";

/** What a program is made of. */
export interface Imported {
  /** URLs of its own files. */
  readonly files: ReadonlySet<string>;
  /** Folders of the npm packages that it needs, by the packages' names. */
  readonly packages: ReadonlyMap<string, string>;
}

/**
 * The files and packages that run when the program of `info` does, without those that only its types
 * come from. A package is taken as a whole, with those that it depends on.
 *
 * @throws {Error} for a module that is missing, and for two versions of a package, since a flat
 *   `node_modules` holds one.
 */
export function imported(info: ModuleInfo, main: string): Imported {
  const modules = new Map(info.modules.map((module) => [module.specifier, module]));
  const files = new Set<string>();
  const packages = new Map<string, string>();
  const visit = (specifier: string) => {
    if (specifier.startsWith("npm:")) return addPackage(info, idOf(info, specifier), packages);
    if (!specifier.startsWith("file:") || files.has(specifier)) return;
    const module = modules.get(specifier);
    if (module?.error !== undefined) throw new Error(module.error);
    files.add(specifier);
    for (const { code } of module?.dependencies ?? []) {
      if (code?.specifier !== undefined) visit(code.specifier);
    }
  };
  visit(main);
  return { files, packages };
}

/** `npm:hono@^4` is `npm:/hono@4.13.19` by its redirect, and `hono@4.13.19` among the packages. */
function idOf({ redirects, npmPackages }: ModuleInfo, specifier: string): string {
  const exact = (redirects[specifier] ?? specifier).replace(/^npm:\/?/, "");
  const [, name, version] = /^(@?[^@]+)@([^/]+)/.exec(exact) ?? [];
  const found = Object.entries(npmPackages).find(([, { name: itsName, version: itsVersion }]) =>
    itsName === name && itsVersion === version
  );
  if (found === undefined) {
    throw new Error(`Cannot find ${specifier}: expected a package that is installed, got none`);
  }
  return found[0];
}

function addPackage(info: ModuleInfo, id: string, packages: Map<string, string>): void {
  const { name, localPath, dependencies = [] } = info.npmPackages[id] ?? {};
  // Optional packages of other platforms are in the lock file, and nowhere else.
  if (name === undefined || localPath === undefined) return;
  if (packages.get(name) === localPath) return;
  layOut(name, localPath, packages);
  for (const dependency of dependencies) addPackage(info, dependency, packages);
}

/**
 * Adds the npm package `name` in `folder` to those that go into one flat `node_modules`.
 *
 * @throws {Error} when another version of it is there.
 */
export function layOut(name: string, folder: string, packages: Map<string, string>): void {
  const other = packages.get(name) ?? folder;
  if (other !== folder) {
    throw new Error(`Cannot lay ${name} out: expected one version, got ${other} and ${folder}`);
  }
  packages.set(name, folder);
}
