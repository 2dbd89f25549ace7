/**
 * PENDING: rows of the fault table that are not proven yet, or not whole, and what is missing. To be
 * emptied: a row without any proof fails the tests unless it is listed here.
 */
export const pendingRows: Readonly<Record<number, string>> = {
  37: "the soak",
};
