import process from "node:process";

/** Why a case of several workers is not run here; undefined on Linux. */
export function skipUnlessLinux(): Promise<string | undefined> {
  const isLinux = process.platform === "linux";
  return Promise.resolve(isLinux ? undefined : "ports are shared on Linux only");
}
