import { fileURLToPath } from "node:url";
import { build, stop } from "esbuild";

let bundled: Promise<string> | undefined;

/**
 * The page's script with the parts of echarts that it needs, as one classic script: `file://` loads no
 * modules. Made once in a process.
 */
export function bundleClient(): Promise<string> {
  return bundled ??= bundle();
}

async function bundle(): Promise<string> {
  const { outputFiles: [file] } = await build({
    entryPoints: [fileURLToPath(new URL("client/main.ts", import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    // Licences stand in the bundle, as theirs ask for.
    legalComments: "inline",
    logLevel: "silent",
  });
  // Its process would keep ours.
  await stop();
  // What ends a script in HTML must not stand in one.
  return file!.text.replaceAll("</script", "<\\/script");
}
