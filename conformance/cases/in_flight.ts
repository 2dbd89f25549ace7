import type { Case } from "../case.ts";

export const inFlightCases: readonly Case[] = [];
