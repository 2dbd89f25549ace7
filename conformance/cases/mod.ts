import type { Case } from "../case.ts";
import { accountCases } from "./accounts.ts";
import { closingCases } from "./closing.ts";
import { flushCases } from "./flush.ts";
import { fragmentCases } from "./fragments.ts";
import { handshakeCases } from "./handshake.ts";
import { httpCases } from "./http.ts";
import { illegalFrameCases } from "./illegal_frames.ts";
import { inFlightCases } from "./in_flight.ts";
import { messageCases } from "./messages.ts";
import { startCases } from "./start.ts";

/** Every case, in the order of a report. */
export const cases: readonly Case[] = [
  ...handshakeCases,
  ...httpCases,
  ...startCases,
  ...messageCases,
  ...fragmentCases,
  ...illegalFrameCases,
  ...closingCases,
  ...flushCases,
  ...inFlightCases,
  ...accountCases,
];
