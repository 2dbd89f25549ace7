/** Where nodes and pods are: none of loopback, which an API server refuses to proxy to. */
export const NETWORK = "10.88.0.0/16";

/** Where all nodes are, and their logs are asked for. */
export const NODE_ADDRESS = "10.88.255.1";

/** The address of the pod `number`, from 1 up to 65 000. */
export function podAddress(number: number): string {
  return `10.88.${number >> 8}.${number & 255}`;
}
