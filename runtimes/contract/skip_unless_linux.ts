import process from "node:process";

/** Why a case of several workers cannot run here; undefined on Linux. */
export function skipUnlessLinux(): string | undefined {
  return process.platform === "linux" ? undefined : "ports are shared on Linux only";
}
