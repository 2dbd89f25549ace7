import { byteSize, list } from "@stt-bench/program";
import type { Value } from "@stt-bench/program";
import * as v from "valibot";
import { isNetwork } from "./trusted_proxies.ts";

/** IP addresses and networks, between commas. */
export function networks(): Value<string[]> {
  return list("IP addresses or networks such as 10.0.0.0/8, between commas", isNetwork);
}

/** Origins of web pages (RFC 6454 §6.2), between commas. */
export function origins(): Value<string[]> {
  const isOrigin = (item: string) => URL.parse(item)?.origin === item;
  return list("origins such as https://example.org, between commas", isOrigin);
}

/** Bytes, or `auto`. */
export function memoryLimit(): Value<number | "auto"> {
  const expected = "auto, 0, or a size in bytes such as 1048576, 512MiB or 1.5GB";
  return v.union([v.literal("auto"), byteSize()], expected);
}
