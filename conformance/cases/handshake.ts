import { STT_PATH } from "@stt-bench/protocol";
import type { Case } from "../case.ts";
import { upgradeFields } from "../client/handshake.ts";
import { demandEqual } from "../violation.ts";

/** The upgrade to a WebSocket, as any client makes it. */
export const handshakeCases: readonly Case[] = [
  {
    name: "upgrade",
    claim: "An upgrade is answered with 101 and the right Sec-WebSocket-Accept",
    spec: "Endpoints; RFC 6455 §4.2.2",
    profile: "wire",
    run: async (gateway) => {
      await gateway.connect();
    },
  },
  {
    name: "upgrade-spelling",
    claim: "Upgrade and Connection are compared without case and as lists",
    spec: "RFC 6455 §4.2.1",
    profile: "wire",
    run: async (gateway) => {
      await gateway.connect({ Upgrade: "WebSocket", Connection: "keep-alive, Upgrade" });
    },
  },
  {
    name: "upgrade-absolute",
    claim: "An upgrade that asks for a whole URL is served as one that asks for its path",
    spec: "RFC 9112 §3.2.2",
    profile: "ours",
    run: async (gateway) => {
      const path = `http://gateway${STT_PATH}`;
      const { status } = await gateway.request({ path, fields: upgradeFields() });
      demandEqual("Status", status, 101);
    },
  },
  {
    name: "no-extension",
    claim: "An offered permessage-deflate is declined",
    spec: "Endpoints",
    profile: "wire",
    run: async (gateway) => {
      const offer = "permessage-deflate; client_max_window_bits, permessage-deflate";
      const { response } = await gateway.connect({ "Sec-WebSocket-Extensions": offer });
      const extensions = response.headers.get("sec-websocket-extensions");
      demandEqual("Sec-WebSocket-Extensions", extensions, undefined);
    },
  },
  {
    name: "no-subprotocol",
    claim: "No offered subprotocol is chosen",
    spec: "Endpoints",
    profile: "wire",
    run: async (gateway) => {
      const { response } = await gateway.connect({ "Sec-WebSocket-Protocol": "chat, superchat" });
      const protocol = response.headers.get("sec-websocket-protocol");
      demandEqual("Sec-WebSocket-Protocol", protocol, undefined);
    },
  },
  {
    name: "bad-version",
    claim: "A version other than 13 is refused with 426 and Sec-WebSocket-Version: 13",
    spec: "RFC 6455 §4.2.2",
    profile: "ours",
    run: async (gateway) => {
      for (const version of ["8", "14", "x", null]) {
        const fields = { ...upgradeFields(), "Sec-WebSocket-Version": version };
        const { status, headers } = await gateway.request({ fields });
        demandEqual(`Status of an upgrade with version ${version}`, status, 426);
        demandEqual("Sec-WebSocket-Version", headers.get("sec-websocket-version"), "13");
      }
    },
  },
  {
    name: "bad-key",
    claim: "A Sec-WebSocket-Key that is missing or not 16 bytes in base64 is refused with 400",
    spec: "RFC 6455 §4.2.1",
    profile: "ours",
    run: async (gateway) => {
      for (const key of [null, "", "x", "AAAAAAAAAAAAAAAAAAAAAA", "not base64 but 24 chars=="]) {
        const fields = { ...upgradeFields(), "Sec-WebSocket-Key": key };
        const { status } = await gateway.request({ fields });
        demandEqual(`Status of an upgrade with key ${JSON.stringify(key)}`, status, 400);
      }
    },
  },
];
