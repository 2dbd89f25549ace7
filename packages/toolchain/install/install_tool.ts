import { join } from "node:path";
import { download } from "./download.ts";
import type { DownloadOptions, Source } from "./download.ts";
import { installedFolder, toolchainFolder } from "./find_tool.ts";
import { currentPlatform } from "./platform.ts";
import type { ToolName } from "./tool.ts";
import { unpack } from "./unpack.ts";
import type { Pin } from "./versions.ts";

const npmRegistry = "https://registry.npmjs.org";

/** How {@linkcode installTool} installs. */
export interface InstallOptions extends DownloadOptions {
  readonly root: string;
  /** Base URL of the npm registry to use in place of npm's own. */
  readonly registry?: string | undefined;
}

/**
 * Downloads, verifies and unpacks the pinned `name` for this platform. The caller holds the lock of
 * the tool-chain's folder, which exists.
 */
export async function installTool(
  name: ToolName,
  pin: Pin,
  options: InstallOptions,
): Promise<void> {
  const source = sourceOf(name, pin, options.registry);
  const label = `${name}-${pin.version}-${currentPlatform()}`;
  const archive = join(options.root, toolchainFolder, `${label}.tgz.part`);
  options.step?.(`downloading ${source.url}`);
  await download(source, archive, options);
  options.step?.("checksum is right, unpacking");
  await unpack(archive, installedFolder(options.root, name, pin), name, pin);
  await Deno.remove(archive);
}

function sourceOf(name: ToolName, pin: Pin, registry: string | undefined): Source {
  const { url, integrity } = pin.platforms[currentPlatform()];
  if (integrity === undefined) {
    throw new Error(
      `Cannot install ${name} ${pin.version}: no checksum is recorded for ${currentPlatform()}; ` +
        `run it from npm instead: npx -y ${name}@${pin.version} task setup`,
    );
  }
  return { url: atRegistry(url, registry), integrity };
}

/** `url`, at another npm registry than npm's own when one is given. */
function atRegistry(url: string, registry: string | undefined): string {
  if (!registry || !url.startsWith(`${npmRegistry}/`)) return url;
  return registry.replace(/\/+$/, "") + url.slice(npmRegistry.length);
}
