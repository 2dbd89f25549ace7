/** The header of an answer in JSON. */
export const JSON_TYPE = { "content-type": "application/json" };

/** The header of an answer that is a line for people. */
export const TEXT_TYPE = { "content-type": "text/plain; charset=utf-8" };
