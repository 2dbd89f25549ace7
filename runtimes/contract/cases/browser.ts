import { demand, demandEqual } from "@stt-bench/conformance";
import { CloseCode, CloseReason, FRAME_BYTES, parseServerMessage } from "@stt-bench/protocol";
import type { ContractCase } from "../contract_case.ts";
import { Browser, skipWithoutBrowser, talk } from "../fixtures/browser.ts";
import type { TalkEnd } from "../fixtures/browser.ts";

const TOKEN = "a-token.of~a-page";
const START = '{"type":"start"}';

/** What a page is told of a connection that was not opened, and of nothing more. */
const NOT_OPENED = 1006;

/** A browser as the client: it checks what the gateway sends, and shows pages how it ended. */
export const browserCases: readonly ContractCase[] = [
  {
    name: "browser",
    claim: "A page in Chromium brings its token as a subprotocol, streams, and sees close codes",
    skip: skipWithoutBrowser,
    run: async (bed) => {
      const browser = await Browser.open();
      try {
        const { target: { url } } = await bed.startGateway({
          AUTH_TOKENS: TOKEN,
          ALLOWED_ORIGINS: browser.origin,
        });
        const page = await browser.page();
        const session = { url, protocols: [`bearer.${TOKEN}`], messages: [START, FRAME_BYTES] };
        checkSession(await talk(page, { ...session, closesAfterText: true }));
        const messages = [START, FRAME_BYTES - 1];
        checkBadFrame(await talk(page, { ...session, messages }));
        const withoutToken = await talk(page, { url, messages });
        demandEqual("Close code without a token", withoutToken.code, NOT_OPENED);
        const fromElsewhere = await talk(await browser.blankPage(), session);
        demandEqual("Close code of another origin", fromElsewhere.code, NOT_OPENED);
      } finally {
        await browser.close();
      }
    },
  },
];

function checkSession({ protocol, texts, code, wasClean }: TalkEnd): void {
  demandEqual("Subprotocol", protocol, `bearer.${TOKEN}`);
  demandEqual("Messages", texts.length, 1);
  const message = parseServerMessage(texts[0]!);
  demand(message.type === "partial", `Expected a partial, got ${texts[0]}`);
  demandEqual("frames", message.frames, 1);
  demandEqual("Close code of the page, echoed", code, 4000);
  demand(wasClean, "Expected a close that Chromium takes for clean");
}

function checkBadFrame({ code, reason, wasClean }: TalkEnd): void {
  demandEqual("Close code", code, CloseCode.unsupportedData);
  demandEqual("Close reason", reason, CloseReason.badFrameSize);
  demand(wasClean, "Expected a close that Chromium takes for clean");
}
