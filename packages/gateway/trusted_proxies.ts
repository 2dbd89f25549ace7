import { BlockList, isIP, isIPv4 } from "node:net";

/** The other end of a connection. */
export interface Remote {
  /** Its IP address. */
  readonly hostname: string;
  readonly port: number;
}

/** IPv4 as a socket for both versions shows it (RFC 4291 §2.5.5.2). */
const MAPPED = /^::ffff:(?=\d+\.)/i;

/** The proxies whose `X-Forwarded-For` is believed. */
export class TrustedProxies {
  readonly #list = new BlockList();

  /**
   * `ranges` are addresses, or networks as `10.0.0.0/8`.
   *
   * @throws {RangeError} when one is neither.
   */
  constructor(ranges: readonly string[]) {
    for (const range of ranges) this.#add(range);
  }

  /**
   * The client behind a connection from `remote`: the last address of `forwardedFor` that isn't a
   * trusted proxy's own. What stands before that one anybody may have written.
   */
  clientOf(remote: string, forwardedFor: string | null | undefined): string {
    const hops = (forwardedFor ?? "").split(",").map((hop) => hop.trim()).filter(Boolean);
    let client = remote;
    while (this.#has(client)) {
      const hop = hops.pop();
      if (hop === undefined || isIP(hop) === 0) break;
      client = hop;
    }
    return client;
  }

  #has(address: string): boolean {
    const plain = address.replace(MAPPED, "");
    return isIP(plain) !== 0 && this.#list.check(plain, isIPv4(plain) ? "ipv4" : "ipv6");
  }

  #add(range: string): void {
    const network = parseNetwork(range);
    if (network === undefined) throw new RangeError(`Cannot trust ${range}: expected a network`);
    const { address, prefix, family } = network;
    this.#list.addSubnet(address, prefix, family);
  }
}

/** Is `range` an IP address, or a network such as `10.0.0.0/8`? */
export function isNetwork(range: string): boolean {
  return parseNetwork(range) !== undefined;
}

interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

function parseNetwork(range: string): Network | undefined {
  const [, address = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(range) ?? [];
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  const prefix = Number(length ?? bits);
  if (version === 0 || prefix > bits) return undefined;
  return { address, prefix, family: version === 4 ? "ipv4" : "ipv6" };
}
